// Package format knows what package fmt prints of a value: its fields, what
// its methods say, or an address of this one process.
//
// The rules are those of fmt's documentation and of src/fmt/print.go: a pointer
// is followed at the top only, methods are asked for at every depth, but not
// behind unexported fields and not for every verb.
//
// It promises to say address only of types that a test has seen fmt print one
// of.
package format
