// Package nasty is the list of reports that every format is tested with: text
// that would like to be something else (a command of a runner, a link, a
// script, an escape of a terminal), places that do not exist, and more than
// fits.
//
// A format whose golden file over this list reads well can be given anything.
package nasty
