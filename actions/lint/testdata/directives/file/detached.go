//nolint

package file

import "fmt"

// Detached is below a directive that is not right above.
func Detached() { fmt.Printf("%d package-detached\n", "x") }
