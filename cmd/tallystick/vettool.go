package main

import (
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/tallystick/tallystick/checks"
)

// asked says whether go vet started us as its -vettool: it asks for the
// version, then for the flags, and then gives a file about one package, with
// flags before it (golang.org/x/tools/go/analysis/unitchecker). No command
// line of ours looks like one of these.
func asked(args []string) bool {
	if len(args) == 0 {
		return false
	}
	for _, arg := range args[:len(args)-1] {
		if !strings.HasPrefix(arg, "-") {
			return false
		}
	}
	last := args[len(args)-1]
	return strings.HasSuffix(last, ".cfg") && !strings.HasPrefix(last, "-") || len(args) == 1 && (last == "-flags" || strings.HasPrefix(last, "-V="))
}

// vettool answers go vet, which knows no severities, and does not return.
func vettool() { unitchecker.Main(checks.Worded(checks.Suite)...) }
