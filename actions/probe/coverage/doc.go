// Package coverage says how much of a chaincode's own code a run has reached,
// and which of its functions it has not.
//
// A chaincode server never ends by itself, and Go writes counters when a program
// ends (internal/coverage/cfile). So an overlay adds a file to the standard
// library that writes them at a signal; nothing of the chaincode is touched, and
// nothing in it can clash with what is added. Counters become
// text by "go tool covdata", and functions are found as "go tool cover -func"
// finds them (cmd/cover/func.go).
//
// The binary that is measured is not the one that will run: it is built again,
// with -cover.
//
// It promises to count nothing that is not the chaincode's own, and to say what
// it could not look at.
package coverage
