// Package lint compares lint with the tools that it stands for, over real
// modules: each finding of go vet, staticcheck and go-critic run alone must be
// one of ours and the other way round, before and after edits of every kind;
// and a run that knows the runs before it must say what a run that knows
// nothing says, byte for byte.
//
// The comments that silence findings (//nolint) are disarmed in the working
// copies, since the tools alone do not know them. The tests in
// actions/lint/testdata hold what they do.
//
// A difference is a failure or stands in the table of this package with its
// reason, and one that no longer occurs is a failure too.
package lint
