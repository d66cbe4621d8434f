// Package house holds the rules that keep the plan of the house true: which
// way the arrows run, what a room may be called, how big a thing may grow. It
// is all tests.
package house
