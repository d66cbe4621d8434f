// Package place has directives in all kinds of places. Each probe is a call
// that vet's printf and SA5009 report, and is named in its format.
package place

import "fmt"

// Statements has them beside and above statements.
func Statements(n int) {
	fmt.Printf("%d beside\n", "x") //nolint

	//nolint
	fmt.Printf("%d above\n", "x")

	//nolint

	fmt.Printf("%d above-blank\n", "x")

		//nolint
	fmt.Printf("%d above-deeper\n", "x")

//nolint
	fmt.Printf("%d above-shallower\n", "x")

	fmt.Printf("%d line-before\n", "x")
	//nolint
	fmt.Println(n)

	//nolint
	// more words
	fmt.Printf("%d above-words\n", "x")

	// words first
	//nolint
	fmt.Printf("%d below-words\n", "x")

	//nolint
	if n > 1 {
		fmt.Printf("%d block\n", "x")
	} else if n > 2 {
		fmt.Printf("%d block-else\n", "x")
	}
	fmt.Printf("%d after-block\n", "x")

	if n > 3 { //nolint
		fmt.Printf("%d opening-brace\n", "x")
	}

	if n > 4 {
		fmt.Printf("%d closing-brace\n", "x")
	} //nolint

	if n > 5 {
		fmt.Println(n)
		//nolint
	} else if n > 6 {
		fmt.Printf("%d above-else\n", "x")
	}

	switch n {
	//nolint
	case 7:
		fmt.Printf("%d case\n", "x")
	case 8: //nolint
		fmt.Printf("%d beside-case\n", "x")
	}

	//nolint
label:
	for {
		fmt.Printf("%d label\n", "x")
		break label
	}
}

// Expressions has them in expressions of many lines.
func Expressions(n int) []string {
	fmt.Printf( //nolint
		"%d first-line-of-call\n",
		"x",
	)
	fmt.Printf(
		"%d last-line-of-call\n",
		"x",
	) //nolint
	fmt.Printf(
		"%d line-of-argument\n",
		"x", //nolint
	)
	fmt.Printf(
		"%d above-argument\n",
		//nolint
		"x",
	)
	//nolint
	fmt.Printf(
		"%d above-call\n",
		"x",
	)
	return []string{
		//nolint
		fmt.Sprintf("%d above-element", "x"),
		fmt.Sprintf("%d beside-element", "x"), //nolint
		fmt.Sprintf("%d after-element", "x"),
	}
}

//nolint
func AboveFunc() {
	fmt.Printf("%d above-func\n", "x")
}

// AboveFuncDoc has a comment of its own.
//
//nolint
func AboveFuncDoc() {
	fmt.Printf("%d doc-last\n", "x")
}

//nolint
// FirstInDoc has a comment of its own.
func FirstInDoc() {
	fmt.Printf("%d doc-first\n", "x")
}

//nolint

// DetachedFromDoc has a comment of its own.
func DetachedFromDoc() {
	fmt.Printf("%d doc-detached\n", "x")
}

func BesideFunc() { //nolint
	fmt.Printf("%d beside-func\n", "x")
}

//nolint
var (
	AboveGroup = fmt.Sprintf("%d above-group", "x")
)

var ( //nolint
	BesideGroup = fmt.Sprintf("%d beside-group", "x")
)

var (
	//nolint
	AboveSpec  = fmt.Sprintf("%d above-spec", "x")
	BesideSpec = fmt.Sprintf("%d beside-spec", "x") //nolint
	AfterSpec  = fmt.Sprintf("%d after-spec", "x")
)

// Fields has findings of structtag.
type Fields struct {
	A int `json:"a" bad`  //nolint
	//nolint
	B int `json:"b" bad`
	C int `json:"c" bad`
}

// FieldsAbove has them too.
//
//nolint
type FieldsAbove struct {
	A int `json:"a" bad`
}

// Methods has findings of stdmethods.
type Methods interface {
	WriteByte(c byte) //nolint
	//nolint
	ReadByte() byte
	UnreadByte()
}

// Columns has one that stands above what is as far to the right.
func Columns(n int) {
	_ = n //nolint
	      fmt.Printf("%d column-by-chance\n", "x")
}
