package edit

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// Unused are the edits that drop the imports of file that only gone, a piece of
// syntax that a fix takes away, uses.
func Unused(pass *analysis.Pass, file *ast.File, gone ast.Node) []analysis.TextEdit {
	within := map[*types.PkgName]bool{}
	elsewhere := map[*types.PkgName]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if name, ok := pass.TypesInfo.Uses[id].(*types.PkgName); ok {
			if gone.Pos() <= id.Pos() && id.End() <= gone.End() {
				within[name] = true
			} else {
				elsewhere[name] = true
			}
		}
		return true
	})
	var edits []analysis.TextEdit
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.IMPORT {
			break
		}
		for _, spec := range d.Specs {
			spec := spec.(*ast.ImportSpec)
			name := nameOf(pass, spec)
			if name == nil || !within[name] || elsewhere[name] {
				continue
			}
			var whole ast.Node = spec
			if len(d.Specs) == 1 {
				whole = d
			}
			edits = append(edits, line(pass.Fset, whole))
		}
	}
	return edits
}

// nameOf is the name that an import declares, or nil.
func nameOf(pass *analysis.Pass, spec *ast.ImportSpec) *types.PkgName {
	obj := pass.TypesInfo.Implicits[spec]
	if spec.Name != nil {
		obj = pass.TypesInfo.Defs[spec.Name]
	}
	name, _ := obj.(*types.PkgName)
	return name
}

// line takes away the lines that n stands on alone.
func line(fset *token.FileSet, n ast.Node) analysis.TextEdit {
	f := fset.File(n.Pos())
	first, last := f.Line(n.Pos()), f.Line(n.End())
	end := token.Pos(f.Base() + f.Size())
	if last < f.LineCount() {
		end = f.LineStart(last + 1)
	}
	return analysis.TextEdit{Pos: f.LineStart(first), End: end}
}
