package manual

import "testing"

func TestOf(t *testing.T) {
	const source = `// Licensed to nobody.

// Package look looks at a thing,
// long and hard.
//
//	example()
//
// It never touches.
package look

// not this
var x int
`
	const want = "looks at a thing,\nlong and hard.\n\n\texample()\n\nIt never touches.\n"
	if got := Of(source); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
