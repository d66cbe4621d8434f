package main

import (
	"go/ast"
	"go/token"
	"strings"
)

// unsorted takes away what sorts the keys of a map.
func unsorted(u *unit) (list []*mutant) {
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ExprStmt:
				if c, ok := n.X.(*ast.CallExpr); ok && sorts(u.src(c.Fun)) {
					list = append(list, &mutant{shape: "a sort taken away", unit: u, file: file, at: n, edits: []edit{without(n)}})
				}
			case *ast.RangeStmt:
				keys, ok := strings.CutPrefix(u.src(n.X), "slices.Sorted(maps.Keys(")
				if ok && n.Value != nil {
					keys = strings.TrimSuffix(keys, "))")
					list = append(list, &mutant{shape: "a range over the map in place of its sorted keys", unit: u, file: file, at: n,
						edits: []edit{{n.Key.Pos(), n.X.End(), u.src(n.Value) + " := range " + keys}}})
				}
			case *ast.CallExpr:
				if keys, ok := strings.CutPrefix(u.src(n), "slices.Sorted("); ok {
					list = append(list, &mutant{shape: "keys that are collected and not sorted", unit: u, file: file, at: n,
						edits: []edit{instead(n, "slices.Collect("+keys)}})
				}
			}
			return true
		})
	})
	return list
}

func sorts(fun string) bool {
	switch fun {
	case "sort.Strings", "sort.Ints", "sort.Slice", "sort.SliceStable", "sort.Sort", "slices.Sort", "slices.SortFunc", "slices.SortStableFunc":
		return true
	}
	return false
}

// tieLeft takes away the last part of a comparison.
func tieLeft(u *unit) (list []*mutant) {
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			lit, ok := n.(*ast.FuncLit)
			if !ok {
				return true
			}
			body := lit.Body.List
			if len(body) == 2 { // if a != b { return a < b }; return x < y
				tie, isIf := body[0].(*ast.IfStmt)
				if isIf && len(tie.Body.List) == 1 && strings.Contains(u.src(tie.Cond), "!=") {
					list = append(list, &mutant{shape: "a comparison without its last part", unit: u, file: file, at: body[1],
						edits: []edit{instead(tie, u.src(tie.Body.List[0])), without(body[1])}})
				}
			}
			if len(body) == 1 {
				if c := compareOr(body[0]); c != nil && len(c.Args) > 1 && u.src(c.Fun) == "cmp.Or" {
					last := c.Args[len(c.Args)-1]
					list = append(list, &mutant{shape: "a comparison without its last part", unit: u, file: file, at: last,
						edits: []edit{{c.Args[len(c.Args)-2].End(), last.End(), ""}}})
				}
			}
			return true
		})
	})
	return list
}

func compareOr(stmt ast.Stmt) *ast.CallExpr {
	if r, ok := stmt.(*ast.ReturnStmt); ok && len(r.Results) == 1 {
		c, _ := r.Results[0].(*ast.CallExpr)
		return c
	}
	return nil
}

// fieldWrites keeps something in a field of the contract, and puts it into a
// key.
func fieldWrites(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutState", "DelState", "SetEvent") {
		if c.fn.Recv == nil || len(c.fn.Recv.List[0].Names) == 0 || c.fn.Recv.List[0].Names[0].Name == "_" {
			continue
		}
		recv := c.fn.Recv.List[0]
		spec := u.structOf(c.file, recv.Type)
		if spec == nil || carries(u.TypesInfo.TypeOf(recv.Type)) {
			continue
		}
		name := recv.Names[0].Name
		field := edit{spec.Fields.Opening + 1, spec.Fields.Opening + 1, "\nmutLast string\n"}
		list = append(list, u.at(c, "a field of the contract in "+c.name, field,
			before(c.stmt, name+".mutLast += \"x\""), instead(c.Args[0], u.src(c.Args[0])+" + "+name+".mutLast")))
	}
	return list
}

// structOf is the declaration of a receiver's struct, where it is in the same
// file.
func (u *unit) structOf(file *ast.File, recv ast.Expr) (found *ast.StructType) {
	star, ok := recv.(*ast.StarExpr)
	if !ok {
		return nil
	}
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.TYPE {
			continue
		}
		for _, spec := range gen.Specs {
			if s := spec.(*ast.TypeSpec); s.Name.Name == u.src(star.X) {
				found, _ = s.Type.(*ast.StructType)
			}
		}
	}
	return found
}

// seeds seeds the global source from the transaction, and draws from it.
func seeds(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutState", "SetEvent") {
		text := "if mutTime, mutErr := " + u.src(c.stub) + `.GetTxTimestamp(); mutErr == nil {
mutrand.Seed(mutTime.Seconds)
}`
		m := u.at(c, "a seed from the transaction's time", before(c.stmt, text),
			instead(c.Args[0], u.src(c.Args[0])+" + mutstrconv.Itoa(mutrand.Intn(10))"))
		m.imports = []string{`mutrand "math/rand"`, strconvSpec}
		list = append(list, m)
	}
	return list
}

// shareDecl is a variable of a type that fits every stub.
const shareDecl = `var mutStub interface {
	GetState(key string) ([]byte, error)
	PutState(key string, value []byte) error
}`

// shares uses the stub in a goroutine, or keeps it.
func shares(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutState", "DelState") {
		key, stub := u.src(c.Args[0]), u.src(c.stub)
		list = append(list,
			u.at(c, "a write in a goroutine that nobody waits for", before(c.stmt,
				"go func() {\n_ = "+stub+".PutState("+key+", nil)\n}()")),
			u.at(c, "reads in two goroutines, joined by a WaitGroup", before(c.stmt,
				`var mutGroup mutsync.WaitGroup
for range 2 {
mutGroup.Add(1)
go func() {
defer mutGroup.Done()
_, _ = `+stub+".GetState("+key+")\n}()\n}\nmutGroup.Wait()")),
			u.at(c, "a goroutine that gets the stub", before(c.stmt, "go mutLater("+stub+")")),
			u.at(c, "the stub in a package variable", before(c.stmt, "mutStub = "+stub+"\n_, _ = mutStub.GetState("+key+")")),
		)
		list[len(list)-3].imports = []string{syncSpec}
		list[len(list)-2].decls = `func mutLater(stub interface {
	GetState(key string) ([]byte, error)
	PutState(key string, value []byte) error
}) {
	_ = stub.PutState("late", nil)
}`
		list[len(list)-1].decls = shareDecl
	}
	return list
}
