package edit

import (
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// check type-checks source, which may use nothing of what it imports.
func check(t *testing.T, source string) (*analysis.Pass, *ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "a.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: importer.Default(), Error: func(error) {}, FakeImportC: true, GoVersion: "go1.22"}
	pkg, _ := conf.Check("a", fset, []*ast.File{file}, info)
	return &analysis.Pass{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info}, file
}

// apply is source with the edits, which must not overlap.
func apply(t *testing.T, fset *token.FileSet, source string, edits []analysis.TextEdit) string {
	t.Helper()
	slices.SortFunc(edits, func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) })
	for i, e := range edits {
		if i > 0 && e.End >= edits[i-1].Pos {
			t.Fatalf("edits overlap: %v", edits)
		}
		source = source[:fset.Position(e.Pos).Offset] + string(e.NewText) + source[fset.Position(e.End).Offset:]
	}
	return source
}

const body = "\n\nfunc f() {\n\tprintln()\n}\n"

func TestImports(t *testing.T) {
	for name, c := range map[string]struct{ source, want, names string }{
		"none":     {"package a", "package a\n\nimport (\n\t\"maps\"\n\t\"slices\"\n)", "maps slices"},
		"comment":  {"package a // import \"x\"", "package a // import \"x\"\n\nimport (\n\t\"maps\"\n\t\"slices\"\n)", "maps slices"},
		"single":   {"package a\n\nimport \"fmt\"", "package a\n\nimport (\n\t\"fmt\"\n\t\"maps\"\n\t\"slices\"\n)", "maps slices"},
		"renamed":  {"package a\n\nimport z \"fmt\"", "package a\n\nimport (\n\tz \"fmt\"\n\t\"maps\"\n\t\"slices\"\n)", "maps slices"},
		"remarked": {"package a\n\nimport \"fmt\" // for f", "package a\n\nimport \"fmt\" // for f\n\nimport (\n\t\"maps\"\n\t\"slices\"\n)", "maps slices"},
		"other": {
			"package a\n\nimport \"example.com/x\"",
			"package a\n\nimport (\n\t\"maps\"\n\t\"slices\"\n\n\t\"example.com/x\"\n)", "maps slices",
		},
		"list": {
			"package a\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"strings\"\n)",
			"package a\n\nimport (\n\t\"fmt\"\n\t\"maps\"\n\t\"os\"\n\t\"slices\"\n\t\"strings\"\n)", "maps slices",
		},
		"behind": {
			"package a\n\nimport (\n\t\"fmt\" // f\n\n\t\"example.com/x\"\n)",
			"package a\n\nimport (\n\t\"fmt\" // f\n\t\"maps\"\n\t\"slices\"\n\n\t\"example.com/x\"\n)", "maps slices",
		},
		"documented": {
			"package a\n\nimport (\n\t// t is for f.\n\t\"testing\"\n)",
			"package a\n\nimport (\n\t\"maps\"\n\t\"slices\"\n\t// t is for f.\n\t\"testing\"\n)", "maps slices",
		},
		"others": {
			"package a\n\nimport (\n\t\"example.com/x\"\n)",
			"package a\n\nimport (\n\t\"maps\"\n\t\"slices\"\n\n\t\"example.com/x\"\n)", "maps slices",
		},
		"C": {
			"package a\n\nimport \"C\"\n\nimport \"fmt\"",
			"package a\n\nimport \"C\"\n\nimport (\n\t\"fmt\"\n\t\"maps\"\n\t\"slices\"\n)", "maps slices",
		},
		"there": {
			"package a\n\nimport (\n\tm \"maps\"\n\t\"slices\"\n)",
			"package a\n\nimport (\n\tm \"maps\"\n\t\"slices\"\n)", "m slices",
		},
	} {
		t.Run(name, func(t *testing.T) {
			pass, file := check(t, c.source+body)
			pos := file.Decls[len(file.Decls)-1].(*ast.FuncDecl).Body.List[0].Pos()
			names, edits, ok := Imports(pass, file, pos, "maps", "slices", "maps")
			if !ok || strings.Join(names, " ") != c.names+" "+names[0] {
				t.Fatalf("got %v %v, want %s", names, ok, c.names)
			}
			got := apply(t, pass.Fset, c.source+body, edits)
			if want := c.want + body; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			formatted, err := format.Source([]byte(got))
			if err != nil || string(formatted) != got {
				t.Errorf("gofmt differs (%v):\n%s", err, got)
			}
		})
	}
}

func TestNamesThatMeanSomethingElse(t *testing.T) {
	for _, source := range []string{
		"package a\n\nvar maps = 1" + body,
		"package a\n\nimport maps \"fmt\"" + body,
		"package a\n\nimport \"slices\"\n\nfunc f(maps int) {\n\tprintln()\n}\n",
		"package a\n\nimport \"maps\"\n\nfunc f(maps int) {\n\tprintln()\n}\n",
	} {
		pass, file := check(t, source)
		pos := file.Decls[len(file.Decls)-1].(*ast.FuncDecl).Body.List[0].Pos()
		if names, _, ok := Imports(pass, file, pos, "maps"); ok {
			t.Errorf("got %v, want none in\n%s", names, source)
		}
	}
}

func TestSince(t *testing.T) {
	for source, want := range map[string]bool{
		"package a" + body:                       false,
		"//go:build go1.23\n\npackage a" + body:  true,
		"//go:build !go1.99\n\npackage a" + body: false,
	} {
		pass, file := check(t, source)
		if got := Since(pass, file, "go1.23"); got != want {
			t.Errorf("got %v, want %v for %q in\n%s", got, want, pass.TypesInfo.FileVersions[file], source)
		}
		if !Since(pass, file, "go1.21") || File(pass, file.Name.Pos()) != file || File(pass, file.FileEnd+9) != nil {
			t.Error("go1.22 is older than go1.21, or the file is not found")
		}
	}
}
