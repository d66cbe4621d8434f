package staticcheck

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/unused"
)

const unusedName = "U1000"

// unusedAnalyzer is U1000. The library's own analyzer only computes: the
// command turns its result into diagnostics, and so does this.
//
// The command drops what any variant of a package uses. Here a package with
// its tests is one: what its code uses without them, it uses with them too.
func unusedAnalyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     unusedName,
		Doc:      "Unused code",
		URL:      "https://staticcheck.dev/docs/checks/#" + unusedName,
		Requires: []*analysis.Analyzer{unused.Analyzer.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			files := map[string]*token.File{}
			for _, file := range pass.Files {
				f := pass.Fset.File(file.FileStart)
				files[f.Name()] = f
			}
			used := map[objectKey]bool{}
			result := pass.ResultOf[unused.Analyzer.Analyzer].(unused.Result)
			for _, obj := range result.Used {
				used[keyOf(obj)] = true
			}
			for _, obj := range result.Unused {
				if f := files[obj.Position.Filename]; f != nil && !used[keyOf(obj)] {
					pass.Reportf(f.Pos(obj.Position.Offset), "%s %s is unused", obj.Kind, obj.Name)
				}
			}
			return nil, nil
		},
	}
}

// objectKey is how the command tells objects apart: instances of a generic
// type share the place of their origin.
type objectKey string

func keyOf(obj unused.Object) objectKey {
	return objectKey(fmt.Sprintf("%s\x00%d\x00%s", obj.Position.Filename, obj.Position.Line, obj.Name))
}
