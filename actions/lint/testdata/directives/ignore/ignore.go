// Package ignore has staticcheck's directives.
package ignore

import "fmt"

// Ignored has them in statements.
func Ignored(b bool) {
	fmt.Printf("%d ig-none\n", "x")
	fmt.Printf("%d ig-beside\n", "x") //lint:ignore SA5009 why
	//lint:ignore SA5009 why
	fmt.Printf("%d ig-above\n", "x")
	//lint:ignore SA5009 why

	fmt.Printf("%d ig-above-blank\n", "x")
	// lint:ignore SA5009 why
	fmt.Printf("%d ig-space\n", "x")
	//lint:ignore sa5009 why
	fmt.Printf("%d ig-lower\n", "x")
	//lint:Ignore SA5009 why
	fmt.Printf("%d ig-command-capital\n", "x")
	//lint:ignore SA5* why
	fmt.Printf("%d ig-pattern\n", "x")
	//lint:ignore * why
	fmt.Printf("%d ig-star\n", "x")
	//lint:ignore all why
	fmt.Printf("%d ig-all\n", "x")
	//lint:ignore SA1000,SA5009 why
	fmt.Printf("%d ig-list\n", "x")
	//lint:ignore SA1000, SA5009 why
	fmt.Printf("%d ig-list-space\n", "x")
	//lint:ignore  SA5009 why
	fmt.Printf("%d ig-two-spaces\n", "x")
	//lint:ignore	SA5009 why
	fmt.Printf("%d ig-tab\n", "x")
	//lint:ignore SA5009
	fmt.Printf("%d ig-no-reason\n", "x")
	//lint:ignore SA5009 
	fmt.Printf("%d ig-empty-reason\n", "x")
	//lint:ignore
	fmt.Printf("%d ig-nothing\n", "x")
	//lint:ignore [ why
	fmt.Printf("%d ig-bad-pattern\n", "x")
	/*lint:ignore SA5009 why*/
	fmt.Printf("%d ig-block\n", "x")
	//lint:ignore SA5009 why
	fmt.Printf(
		"%d ig-call\n",
		"x",
	)
	fmt.Printf(
		"%d ig-argument\n",
		//lint:ignore SA5009 why
		"x",
	)
	//lint:ignore SA5009 why
	if b {
		fmt.Printf("%d ig-block-below\n", "x")
	}
	//lint:ignore SA5009 why
	//lint:ignore SA1000 why
	fmt.Printf("%d ig-two\n", "x")
	//lint:ignore SA5009 why
	fmt.Printf("%d ig-both\n", "x") //lint:ignore SA5009 why
	//lint:ignore SA1000 nothing here
	fmt.Println("ig-useless")
	//lint:ignore nosuch nothing here
	fmt.Println("ig-unknown")
	//lint:ignore SA10* nothing here
	fmt.Println("ig-useless-pattern")
	//lint:other nothing here
	fmt.Println("ig-other")
}

//lint:ignore SA5009 why
func AboveFunc() {
	fmt.Printf("%d ig-func\n", "x")
}

// InDoc is documented.
//
//lint:ignore SA5009 why
func InDoc() { fmt.Printf("%d ig-doc\n", "x") }

//lint:ignore SA5009 why
var (
	Grouped = fmt.Sprintf("%d ig-group", "x")
)

var (
	//lint:ignore SA5009 why
	Above  = fmt.Sprintf("%d ig-spec", "x")
	Beside = fmt.Sprintf("%d ig-spec-beside", "x") //lint:ignore SA5009 why
)
