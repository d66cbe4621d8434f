package main

import (
	"go/ast"
	"strings"
)

// crashes ends the process in place of the transaction.
func crashes(u *unit) (list []*mutant) {
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		if u.carrier(fn) == "" {
			return
		}
		blocks(fn.Body, func(block []ast.Stmt) {
			for i, stmt := range block {
				s, err := u.errCheck(stmt)
				switch {
				case i > 0 && strings.Contains(u.src(block[i-1]), "Marshal("): // its error is out of a client's reach
				case s != nil && len(s.Body.List) == 1:
					body := s.Body.List[0]
					add := func(shape, text, spec string) {
						m := &mutant{shape: shape, unit: u, file: file, at: body, edits: []edit{before(body, text)}}
						if spec != "" {
							m.imports = []string{spec}
						}
						list = append(list, m)
					}
					add("panic at an error", "panic("+err+")", "")
					add("log.Fatal at an error", "mutlog.Fatal("+err+")", `mutlog "log"`)
					add("os.Exit at an error", "mutos.Exit(1)", `mutos "os"`)
				case argsCheck(u, stmt):
					list = append(list, &mutant{shape: "no look at the number of arguments", unit: u, file: file, at: stmt, edits: []edit{without(stmt)}})
				}
			}
		})
		list = append(list, u.unlooked(file, fn)...)
	})
	return list
}

// unlooked takes an argument for more than it need be.
func (u *unit) unlooked(file *ast.File, fn *ast.FuncDecl) []*mutant {
	p := u.param(fn, "")
	if !fn.Name.IsExported() || fn.Recv == nil || !has(u.TypesInfo.TypeOf(fn.Recv.List[0].Type), "GetTransactionContextHandler") {
		return nil // who knows what it is called with
	}
	if p == "" || strings.Contains(p, "[") || len(fn.Body.List) == 0 {
		return nil
	}
	first := fn.Body.List[0]
	assert := before(first, "var mutAny any\n_ = mutjson.Unmarshal([]byte("+p+"), &mutAny)\n_ = mutAny.(map[string]any)[\"x\"]")
	index := before(first, "mutParts := mutstrings.Split("+p+", \":\")\nif mutParts[1] == \"\" {\nreturn "+u.zeroes(fn)+"\n}")
	return []*mutant{
		{shape: "an unchecked assertion", unit: u, file: file, at: first, edits: []edit{assert}, imports: []string{jsonSpec}},
		{shape: "an index without a look at the length", unit: u, file: file, at: first, edits: []edit{index}, imports: []string{stringsSpec}},
	}
}

// argsCheck says whether a statement looks at the number of arguments.
func argsCheck(u *unit, stmt ast.Stmt) bool {
	s, ok := stmt.(*ast.IfStmt)
	return ok && s.Init == nil && strings.HasPrefix(u.src(s.Cond), "len(args)")
}

// leaks leaves iterators open, or errors of Next unseen.
func leaks(u *unit) (list []*mutant) {
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		blocks(fn.Body, func(block []ast.Stmt) {
			for i, stmt := range block {
				if s, ok := stmt.(*ast.DeferStmt); ok && strings.HasSuffix(u.src(s.Call.Fun), ".Close") {
					list = append(list, &mutant{shape: "no Close", unit: u, file: file, at: s, edits: []edit{without(s)}})
				}
				s, ok := stmt.(*ast.AssignStmt)
				if !ok || len(s.Lhs) != 2 || !strings.HasSuffix(u.src(s.Rhs[0]), ".Next()") || i+1 == len(block) {
					continue
				}
				if next, _ := u.errCheck(block[i+1]); next != nil {
					list = append(list, &mutant{shape: "the error of Next unseen", unit: u, file: file, at: s, edits: []edit{instead(s.Lhs[1], "_"), without(next)}})
				}
			}
		})
	})
	return list
}

// injections formats an argument into a query.
func injections(u *unit) (list []*mutant) {
	for _, c := range u.calls("GetQueryResult", "GetQueryResultWithPagination") {
		p := u.param(c.fn, "")
		if p == "" {
			continue
		}
		m := u.at(c, "an argument formatted into a query", instead(c.Args[0], "mutfmt.Sprintf(`{\"selector\":{\"shown\":\"%s\"}}`, "+p+")"))
		m.imports = []string{fmtSpec}
		list = append(list, m, u.at(c, "an argument joined into a query", instead(c.Args[0], "`{\"selector\":{\"shown\":\"` + "+p+" + `\"}}`")))
	}
	return list
}

// privateArgs takes private data from the arguments, which are public.
func privateArgs(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutPrivateData") {
		params := c.fn.Type.Params.List
		if c.fn.Recv == nil || !c.fn.Name.IsExported() || !has(u.TypesInfo.TypeOf(c.fn.Recv.List[0].Type), "GetTransactionContextHandler") {
			continue
		}
		last := params[len(params)-1]
		list = append(list, u.at(c, "an argument as private data",
			instead(last, u.src(last)+", mutPrice string"), instead(c.Args[2], "[]byte(mutPrice)")))
	}
	return list
}

// privateLeaks puts private data where everybody sees it.
func privateLeaks(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutPrivateData") {
		stub, value := u.src(c.stub), u.src(c.Args[2])
		list = append(list,
			u.at(c, "private data in public state", before(c.stmt, "_ = "+stub+".PutState(\"mut\", "+value+")")),
			u.at(c, "private data in an event", before(c.stmt, "_ = "+stub+".SetEvent(\"mut\", "+value+")")))
	}
	for _, c := range u.calls("PutState", "SetEvent") {
		stub := u.src(c.stub)
		list = append(list, u.at(c, "private data read into "+c.name, before(c.stmt,
			"if mutSecret, mutErr := "+stub+`.GetPrivateData("mut", "mut"); mutErr == nil && mutSecret != nil {
_ = `+stub+".PutState(\"mut\", mutSecret)\n}")),
			u.at(c, "transient data in public state", before(c.stmt,
				"if mutMap, mutErr := "+stub+".GetTransient(); mutErr == nil {\n_ = "+stub+".PutState(\"mut\", mutMap[\"price\"])\n}")))
	}
	return list
}
