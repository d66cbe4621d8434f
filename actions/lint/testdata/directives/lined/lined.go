// Package lined has parts of other files.
package lined

import "fmt"

// Before is before.
func Before() { fmt.Printf("%d lined-before\n", "x") } //nolint

//line other.go:100
// Beside has one.
func Beside() { fmt.Printf("%d lined-beside\n", "x") } //nolint

//nolint
func Above() {
	fmt.Printf("%d lined-above\n", "x")
}
// Plain has none.
func Plain() { fmt.Printf("%d lined-plain\n", "x") }
//line grammar.y:7
// Grammar has one.
func Grammar() { fmt.Printf("%d grammar-beside\n", "x") } //nolint
// GrammarPlain has none.
func GrammarPlain() { fmt.Printf("%d grammar-plain\n", "x") }
