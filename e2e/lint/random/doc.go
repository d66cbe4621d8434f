// Package random edits a module at random, thousands of times, and after each
// edit has lint look at it twice: once knowing all the runs before, once
// knowing nothing.
//
// RANDOM_STEPS and RANDOM_SEED say how many edits there are and where they
// begin; the same seed makes the same edits. RANDOM_STD=1 makes modules that
// use the standard library, which costs a run that knows nothing a second and
// more unless TALLYSTICK_PACK names a pack of it.
//
// Both runs must say the same: findings, errors, exit codes, to the byte.
package random
