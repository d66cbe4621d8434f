// Package gate runs every step on every module: one process, one report, one
// verdict.
//
// The steps are those of the pipeline, in its order. A step that only looks
// runs always, so that one run shows everything there is to mend. A step that
// makes something (an image, a package, a signature) runs when no step before
// it failed: nothing is built from code that did not pass, and nothing is
// signed that was not built. A step that needs a key runs when one is
// configured.
//
// The inputs of a step are its own, with its name before them: --lint-tiers is
// the --tiers of lint. In .tallystick.yml they stand in the step's section.
//
// It knows the other actions only as the list that it is given.
package gate
