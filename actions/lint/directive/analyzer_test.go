package directive

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// analyse runs the analyzer on one file, which needs no types.
func analyse(t testing.TB, text string) (*token.File, *ast.File, []analysis.Diagnostic) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "a.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var found []analysis.Diagnostic
	_, err = Analyzer.Run(&analysis.Pass{
		Fset: fset, Files: []*ast.File{file}, Report: func(d analysis.Diagnostic) { found = append(found, d) },
		ReadFile: func(string) ([]byte, error) { return []byte(text), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return fset.File(file.FileStart), file, found
}

// TestFixes applies all that a diagnostic brings along with one name.
func TestFixes(t *testing.T) {
	for _, test := range []struct{ fix, text, want string }{
		{fixRemove, "package p //nolint\n", "package p\n"},
		{fixRemove, "package p \t /* x */ \t //nolint // y", "package p \t /* x */"},
		{fixRemove, "//nolint\npackage p\n", "package p\n"},
		{fixRemove, "package p\n\n\t//nolint\nvar X int\n", "package p\n\nvar X int\n"},
		{fixRemove, "package p\n//nolint", "package p\n"},
		{fixRemove, "// A\n//nolint\n// B\npackage p\n", "// A\n// B\npackage p\n"},
		{fixRemove, "//nolint\r\npackage p //nolint:a\r\n", "package p\r\n"},
		{fixRemove, "package p\n\n//lint:ignore a b\nvar X int\n", "package p\n\nvar X int\n"},
		{fixRemove, "package p\n\n//lint:file-ignore a b\nvar X int\n", "package p\n\n//lint:file-ignore a b\nvar X int\n"},
		{fixRemove, "// Code generated x DO NOT EDIT.\n\npackage p //nolint\n", "// Code generated x DO NOT EDIT.\n\npackage p //nolint\n"},
		{fixNames, "package p //nolint: a, b,  // c\n", "package p //nolint:NAMES  // c\n"},
		{fixNames, "package p //nolint:a,b", "package p //nolint:NAMES"},
	} {
		file, _, found := analyse(t, test.text)
		got := test.text
		for _, d := range slices.Backward(found) {
			for _, fix := range d.SuggestedFixes {
				if fix.Message == test.fix {
					edit := fix.TextEdits[0]
					text := strings.Repeat("NAMES", strings.Count(test.fix, fixNames))
					got = got[:file.Offset(edit.Pos)] + text + got[file.Offset(edit.End):]
				}
			}
		}
		if got != test.want {
			t.Errorf("%s in %q: got %q, want %q", test.fix, test.text, got, test.want)
		}
	}
}

// TestUnreadableFile has a file that is not what was parsed: the edit is then
// no more than the comment.
func TestUnreadableFile(t *testing.T) {
	fset := token.NewFileSet()
	const text = "package p  //nolint\n"
	file, err := parser.ParseFile(fset, "a.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, read := range []func(string) ([]byte, error){
		func(string) ([]byte, error) { return nil, os.ErrNotExist },
		func(string) ([]byte, error) { return []byte("package q"), nil },
	} {
		var edit analysis.TextEdit
		_, err := Analyzer.Run(&analysis.Pass{
			Fset: fset, Files: []*ast.File{file}, ReadFile: read,
			Report: func(d analysis.Diagnostic) { edit = d.SuggestedFixes[0].TextEdits[0] },
		})
		if err != nil {
			t.Fatal(err)
		}
		if from, to := fset.Position(edit.Pos).Column, fset.Position(edit.End).Column; from != 12 || to != 20 {
			t.Errorf("got columns %d to %d", from, to)
		}
	}
}

// TestCoverage has a comment above every line of real code, and compares the
// lines that each covers with a plain walk over all nodes, as golangci-lint
// does it.
func TestCoverage(t *testing.T) {
	for _, name := range []string{"go/printer/nodes.go", "net/http/server.go", "go/types/expr.go", "text/template/exec_test.go"} {
		file, tree, found := analyse(t, commented(t, name))
		expected := plainWalk(file, tree)
		for _, d := range found {
			got := map[int]bool{}
			for _, r := range d.Related {
				for line := file.Line(r.Pos); line <= file.Line(r.End); line++ {
					got[line] = true
				}
			}
			at := file.Line(d.Pos)
			if want := expected[at]; len(got) != len(want) {
				t.Errorf("%s:%d: covers %d lines, want %d", name, at, len(got), len(want))
			}
			for line := range expected[at] {
				if !got[line] {
					t.Errorf("%s:%d: does not cover line %d", name, at, line)
				}
			}
		}
		if len(found) < 300 {
			t.Errorf("%s: only %d comments found", name, len(found))
		}
	}
}

// commented is a file of the standard library with //nolint above each line.
func commented(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src", name))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		indent := line[:len(line)-len(strings.TrimLeft(line, "\t"))]
		fmt.Fprintf(&b, "%s//nolint\n%s", indent, line)
	}
	return b.String()
}

// plainWalk gives the lines that are covered by the comment on a line.
func plainWalk(file *token.File, tree *ast.File) map[int]map[int]bool {
	at := func(pos token.Pos) token.Position { return file.PositionFor(pos, false) }
	covered := map[int]map[int]bool{}
	below := map[token.Position][]int{}
	add := func(line, from, to int) {
		if covered[line] == nil {
			covered[line] = map[int]bool{}
		}
		for ; from <= to; from++ {
			covered[line][from] = true
		}
	}
	for _, group := range tree.Comments {
		for _, comment := range group.List {
			if comment.Text == "//nolint" {
				line := at(comment.Pos()).Line
				add(line, at(group.Pos()).Line, at(group.End()).Line)
				next := token.Position{Line: at(group.End()).Line + 1, Column: at(group.Pos()).Column}
				below[next] = append(below[next], line)
			}
		}
	}
	ast.Inspect(tree, func(node ast.Node) bool {
		if node != nil {
			pos := at(node.Pos())
			for _, line := range below[token.Position{Line: pos.Line, Column: pos.Column}] {
				add(line, pos.Line, at(node.End()).Line)
			}
		}
		return true
	})
	return covered
}

// BenchmarkAnalyzer is about what every run pays for on every file.
func BenchmarkAnalyzer(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src", "net/http/server.go"))
	if err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{
		"none":   string(data),
		"nolint": strings.Replace(string(data), "\n\tif ", "\n\t//nolint\n\tif ", 1),
		"every":  commented(b, "net/http/server.go"),
		"lint":   strings.Replace(string(data), "\n\tif ", "\n\t//lint:ignore a b\n\tif ", 1),
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "a.go", text, parser.ParseComments)
		if err != nil {
			b.Fatal(err)
		}
		pass := &analysis.Pass{
			Fset: fset, Files: []*ast.File{file}, Report: func(analysis.Diagnostic) {},
			ReadFile: func(string) ([]byte, error) { return []byte(text), nil },
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Analyzer.Run(pass); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
