package file //nolint

import "fmt"

// Beside is below a directive beside the package clause.
func Beside() { fmt.Printf("%d package-beside\n", "x") }
