package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// edit replaces what stands between two places.
type edit struct {
	pos, end token.Pos
	text     string
}

// mutant is a package with one mistake.
type mutant struct {
	shape   string // of the mistake, in a few words
	unit    *unit
	file    *ast.File
	at      ast.Node // where it is
	edits   []edit
	decls   string   // declarations that are added to the file
	imports []string // import specs that are added to it
}

// src is the text of a node.
func (u *unit) src(n ast.Node) string {
	from := u.Fset.Position(n.Pos())
	return u.text[from.Filename][from.Offset:u.Fset.Position(n.End()).Offset]
}

// where is the place for people: file:line and the line's text.
func (m *mutant) where() string {
	at := m.unit.Fset.Position(m.at.Pos())
	lines := strings.Split(m.unit.text[at.Filename], "\n")
	return fmt.Sprintf("%s:%d: %s", m.unit.short(at.Filename), at.Line, strings.TrimSpace(lines[at.Line-1]))
}

// short is a file's name behind its package's path.
func (u *unit) short(name string) string {
	return u.PkgPath + "/" + name[strings.LastIndexByte(name, '/')+1:]
}

// source is the text of the file with the mistake.
func (m *mutant) source() string {
	name := m.unit.Fset.Position(m.file.Package).Filename
	text := m.unit.text[name]
	edits := slices.Clone(m.edits)
	if len(m.imports) > 0 {
		at := m.file.Name.End()
		edits = append(edits, edit{at, at, "\nimport (\n" + strings.Join(m.imports, "\n") + "\n)\n"})
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return int(b.pos - a.pos) })
	for _, e := range edits {
		from, to := m.unit.Fset.Position(e.pos).Offset, m.unit.Fset.Position(e.end).Offset
		text = text[:from] + e.text + text[to:]
	}
	return text + "\n" + m.decls + "\n"
}

// build type-checks the mutant and what imports it. What the mistake leaves
// unused is mended.
func (m *mutant) build() ([]*packages.Package, error) {
	name := m.unit.Fset.Position(m.file.Package).Filename
	text := m.source()
	fresh := map[*packages.Package]*packages.Package{}
	for range 4 {
		file, err := parser.ParseFile(m.unit.Fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files := slices.Clone(m.unit.Syntax)
		files[slices.Index(files, m.file)] = file
		built, faults := check(m.unit, files, fresh)
		if len(faults) == 0 {
			fresh[m.unit.Package] = built
			break
		}
		if text = mended(m.unit.Fset, file, text, faults); text == "" {
			return nil, faults[0]
		}
	}
	if fresh[m.unit.Package] == nil {
		return nil, errors.New("cannot be mended")
	}
	list := []*packages.Package{fresh[m.unit.Package]}
	for _, u := range m.unit.after {
		built, faults := check(u, u.Syntax, fresh)
		if len(faults) > 0 {
			return nil, faults[0]
		}
		fresh[u.Package] = built
		list = append(list, built)
	}
	return list, nil
}

// check type-checks a package with these files, on fresh packages where there
// are some.
func check(u *unit, files []*ast.File, fresh map[*packages.Package]*packages.Package) (*packages.Package, []error) {
	p := u.Package
	out := *p
	out.Syntax, out.Imports = files, map[string]*packages.Package{}
	for path, imported := range p.Imports {
		if f := fresh[imported]; f != nil {
			imported = f
		}
		out.Imports[path] = imported
	}
	out.TypesInfo = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	var faults []error
	config := types.Config{Importer: importer{out.Imports, u.world}, Sizes: p.TypesSizes, Error: func(err error) { faults = append(faults, err) }}
	if p.Module != nil && p.Module.GoVersion != "" {
		config.GoVersion = "go" + p.Module.GoVersion
	}
	out.Types, _ = config.Check(p.PkgPath, p.Fset, files, out.TypesInfo) // Error has what it returns
	return &out, faults
}

// importer finds packages among those that are imported already, and in the
// world for those that a mistake brings along.
type importer struct{ known, world map[string]*packages.Package }

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := i.known[path]; p != nil {
		return p.Types, nil
	}
	if p := i.world[path]; p != nil {
		return p.Types, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

var unused = regexp.MustCompile(`^declared and not used: (\w+)$|^"[^"]*" imported (?:as \w+ )?and not used$`)

// mended is the text where what is unused is used, or "" where there is more
// wrong than that.
func mended(fset *token.FileSet, file *ast.File, text string, faults []error) string {
	var edits []edit
	for _, fault := range faults {
		var e types.Error
		if !errors.As(fault, &e) {
			return ""
		}
		m := unused.FindStringSubmatch(e.Msg)
		if m == nil {
			return ""
		}
		if m[1] == "" {
			if spec := importAt(file, e.Pos); spec != nil {
				edits = append(edits, edit{spec.Pos(), spec.Path.Pos(), "_ "})
			}
		} else if end := statementEnd(file, e.Pos); end.IsValid() {
			edits = append(edits, edit{end, end, "\n_ = " + m[1] + "\n"})
		}
	}
	if len(edits) == 0 {
		return ""
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return int(b.pos - a.pos) })
	for _, e := range edits {
		text = text[:fset.Position(e.pos).Offset] + e.text + text[fset.Position(e.end).Offset:]
	}
	return text
}

func importAt(file *ast.File, pos token.Pos) *ast.ImportSpec {
	for _, spec := range file.Imports {
		if spec.Pos() <= pos && pos <= spec.End() {
			return spec
		}
	}
	return nil
}

// statementEnd is where the statement of a block ends that has pos in it.
func statementEnd(file *ast.File, pos token.Pos) (end token.Pos) {
	ast.Inspect(file, func(n ast.Node) bool {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		}
		for _, stmt := range list {
			_, assign := stmt.(*ast.AssignStmt)
			_, decl := stmt.(*ast.DeclStmt)
			if (assign || decl) && stmt.Pos() <= pos && pos < stmt.End() {
				end = stmt.End()
			}
		}
		return true
	})
	return end
}
