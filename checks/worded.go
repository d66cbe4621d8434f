package checks

import (
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Worded are checks for programs that drop a diagnostic's category, which is
// where ours have their severity, such as go vet and golangci-lint: each message
// begins with the word, "error: ...".
//
// A check that another of the list requires stays as it is: a copy would be
// another analyzer, with the same facts.
func Worded(list []*analysis.Analyzer) []*analysis.Analyzer {
	worded := make([]*analysis.Analyzer, 0, len(list))
	for _, a := range list {
		if !required(a, list) {
			a = wordedOne(a)
		}
		worded = append(worded, a)
	}
	return worded
}

func required(a *analysis.Analyzer, list []*analysis.Analyzer) bool {
	return slices.ContainsFunc(list, func(other *analysis.Analyzer) bool {
		return slices.Contains(other.Requires, a)
	})
}

func wordedOne(a *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			d.Message = d.Category + ": " + d.Message
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return &b
}
