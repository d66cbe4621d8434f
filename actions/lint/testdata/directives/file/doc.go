// Package file has directives for whole files.
//
//nolint:govet,staticcheck
package file

import "fmt"

// Doc is below a directive in the package's comment.
func Doc() { fmt.Printf("%d package-doc\n", "x") }
