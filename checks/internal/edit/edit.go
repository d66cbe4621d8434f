// Package edit makes the text edits of suggested fixes: what a fix must import,
// and whether the language of a file has what a fix uses.
//
// It promises that what it inserts is as gofmt wants it, and that a name it
// gives means the package it was asked for.
package edit

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// File is the file of the pass that pos is in, or nil.
func File(pass *analysis.Pass, pos token.Pos) *ast.File {
	for _, file := range pass.Files {
		if file.FileStart <= pos && pos < file.FileEnd {
			return file
		}
	}
	return nil
}

// Since says whether file is certainly written in a version of Go that is not
// older than want, such as go1.23.
func Since(pass *analysis.Pass, file *ast.File, want string) bool {
	have := pass.TypesInfo.FileVersions[file]
	if have == "" {
		have = pass.Pkg.GoVersion()
	}
	return version.IsValid(have) && version.Compare(have, want) >= 0
}

// Indent is the white space that the line of pos begins with, "" where the file
// cannot be read.
func Indent(pass *analysis.Pass, pos token.Pos) string {
	f := pass.Fset.File(pos)
	if f == nil || pass.ReadFile == nil {
		return ""
	}
	data, err := pass.ReadFile(f.Name())
	start := f.Offset(f.LineStart(f.Line(pos)))
	if err != nil || start > len(data) {
		return ""
	}
	line := data[start:]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// Imports are the names by which the code at pos can use the packages at paths,
// and the edits that import what file does not yet. It is not ok where a name
// that is needed means something else.
func Imports(pass *analysis.Pass, file *ast.File, pos token.Pos, paths ...string) (names []string, edits []analysis.TextEdit, ok bool) {
	var missing []string
	for _, p := range paths {
		name, here := imported(pass, file, p)
		if here == nil {
			name = path.Base(p)
		}
		if !means(pass.Pkg, name, here, pos) {
			return nil, nil, false
		}
		if here == nil && !slices.Contains(missing, p) {
			missing = append(missing, p)
		}
		names = append(names, name)
	}
	slices.Sort(missing)
	return names, add(pass.Fset, file, missing), true
}

// imported is the name by which file imports the package, if it does.
func imported(pass *analysis.Pass, file *ast.File, importPath string) (string, *types.PkgName) {
	for _, spec := range file.Imports {
		if pathOf(spec) != importPath {
			continue
		}
		obj := pass.TypesInfo.Implicits[spec]
		if spec.Name != nil {
			obj = pass.TypesInfo.Defs[spec.Name]
		}
		if name, ok := obj.(*types.PkgName); ok && name.Name() != "_" && name.Name() != "." {
			return name.Name(), name
		}
	}
	return "", nil
}

// means says whether name at pos is the import here, or free for one that is
// still to come.
func means(pkg *types.Package, name string, here *types.PkgName, pos token.Pos) bool {
	scope := pkg.Scope().Innermost(pos)
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent(name, pos)
	if here != nil {
		return obj == here
	}
	return obj == nil && pkg.Scope().Lookup(name) == nil
}

func pathOf(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// add imports the paths, which are sorted.
func add(fset *token.FileSet, file *ast.File, paths []string) []analysis.TextEdit {
	if len(paths) == 0 {
		return nil
	}
	var single *ast.GenDecl
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.IMPORT {
			break
		}
		switch {
		case len(d.Specs) > 0 && pathOf(d.Specs[0].(*ast.ImportSpec)) == "C":
		case d.Lparen.IsValid() && len(d.Specs) > 0:
			return within(d, paths)
		case len(d.Specs) == 1 && single == nil:
			single = d
		}
	}
	if single != nil && single.Specs[0].(*ast.ImportSpec).Comment == nil {
		return around(single.Specs[0].(*ast.ImportSpec), paths)
	}
	at := file.Name.End()
	if single != nil {
		at = single.Specs[0].(*ast.ImportSpec).Comment.End()
	} else if c := behind(fset, file); c != nil {
		at = c.End()
	}
	return []analysis.TextEdit{{Pos: at, End: at, NewText: []byte("\n\n" + declare(quoted(paths)))}}
}

// behind is the comment behind the package clause, on its line.
func behind(fset *token.FileSet, file *ast.File) *ast.CommentGroup {
	for _, group := range file.Comments {
		if group.Pos() > file.Name.End() && fset.Position(group.Pos()).Line == fset.Position(file.Name.End()).Line {
			return group
		}
	}
	return nil
}

func quoted(paths []string) []string {
	list := make([]string, len(paths))
	for i, p := range paths {
		list[i] = strconv.Quote(p)
	}
	return list
}

func declare(specs []string) string {
	if len(specs) == 1 {
		return "import " + specs[0]
	}
	return "import (\n\t" + strings.Join(specs, "\n\t") + "\n)"
}

// around makes a list of a declaration that imports one package.
func around(spec *ast.ImportSpec, paths []string) []analysis.TextEdit {
	own := spec.Path.Value
	if spec.Name != nil {
		own = spec.Name.Name + " " + own
	}
	specs := quoted(paths)
	if foreign(pathOf(spec)) {
		specs = append(specs, "", own)
	} else {
		specs = append(specs, own)
		slices.SortFunc(specs, func(a, b string) int { return strings.Compare(a[strings.Index(a, `"`):], b[strings.Index(b, `"`):]) })
	}
	text := "(\n\t" + strings.Join(specs, "\n\t") + "\n)"
	text = strings.ReplaceAll(text, "\n\t\n", "\n\n")
	return []analysis.TextEdit{{Pos: spec.Pos(), End: spec.End(), NewText: []byte(text)}}
}

// foreign says whether a package is not of the standard library, by the usual
// rule of import groups: a dot in the first element.
func foreign(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(first, ".")
}

// within adds to the first group of a list of imports.
func within(d *ast.GenDecl, paths []string) []analysis.TextEdit {
	first := d.Specs[0].(*ast.ImportSpec)
	if foreign(pathOf(first)) {
		text := strings.Join(quoted(paths), "\n\t") + "\n\n\t"
		return []analysis.TextEdit{{Pos: begin(first), End: begin(first), NewText: []byte(text)}}
	}
	group := d.Specs[:1]
	for _, spec := range d.Specs[1:] {
		if foreign(pathOf(spec.(*ast.ImportSpec))) {
			break
		}
		group = append(group, spec)
	}
	last := group[len(group)-1].(*ast.ImportSpec)
	before := map[token.Pos][]string{} // new specs by the old one behind them
	var order []token.Pos
	for _, p := range paths {
		at := end(last)
		for _, spec := range group {
			if pathOf(spec.(*ast.ImportSpec)) > p {
				at = begin(spec.(*ast.ImportSpec))
				break
			}
		}
		if before[at] == nil {
			order = append(order, at)
		}
		before[at] = append(before[at], strconv.Quote(p))
	}
	var edits []analysis.TextEdit
	for _, at := range order {
		text := strings.Join(before[at], "\n\t") + "\n\t"
		if at == end(last) {
			text = "\n\t" + strings.Join(before[at], "\n\t")
		}
		edits = append(edits, analysis.TextEdit{Pos: at, End: at, NewText: []byte(text)})
	}
	return edits
}

func begin(spec *ast.ImportSpec) token.Pos {
	if spec.Doc != nil {
		return spec.Doc.Pos()
	}
	return spec.Pos()
}

func end(spec *ast.ImportSpec) token.Pos {
	if spec.Comment != nil {
		return spec.Comment.End()
	}
	return spec.End()
}
