package ignore

import "fmt"

//lint:file-ignore SA5009

// Malformed is in a file whose directive has no reason.
func Malformed() { fmt.Printf("%d fi-no-reason\n", "x") }
