// Package actionlint holds every action.yml and every workflow, those that
// `tallystick init` writes too, to the validators that people use.
package actionlint
