//nolint
package file

import "fmt"

// Whole is below a directive above the package clause.
func Whole() { fmt.Printf("%d above-package\n", "x") }
