// Command vet is cmd/vet over the suite of our golang.org/x/tools, as
// go/analysis/suite/vet has it in its documentation: go vet -vettool runs it.
//
// It is what the vet tier is compared with. The go command's own vet is of
// another release, and so are its checks.
package main

import (
	"golang.org/x/tools/go/analysis/suite/vet"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() { unitchecker.Main(vet.Suite...) }
