package checks

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Documented is every check that has a page: those of the suite, and those
// that run only when they are asked for.
func Documented() []*analysis.Analyzer {
	return slices.Concat(Suite, OptIn)
}

// Page is the address of a check's page.
func Page(name string) string {
	return "https://github.com/tallystick/tallystick/blob/main/docs/checks/" + name + ".md"
}

// Severities are the words for how bad the findings of a check can be, the
// worst first. The check's own code is where they stand: a list beside it could
// differ.
func Severities(name string) (words []string) {
	var text strings.Builder
	files, err := fs.Glob(Source, path.Join(name, "*.go"))
	if err != nil {
		panic(err) // the pattern is well-formed
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || path.Base(file) == "doc.go" {
			continue
		}
		data, err := fs.ReadFile(Source, file)
		if err != nil {
			panic(err) // embedded files can always be read
		}
		text.Write(data)
	}
	every := strings.Contains(text.String(), "disagree.Words{") // which has all of them
	for _, word := range []string{"Error", "Warning", "Notice"} {
		if every || strings.Contains(text.String(), "report."+word) {
			words = append(words, strings.ToLower(word))
		}
	}
	return words
}
