package main

import (
	"go/ast"
	"strings"
)

// rereads reads in a transaction what it has written.
func rereads(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutState", "DelState") {
		key, stub := u.src(c.Args[0]), u.src(c.stub)
		use := "; len(mutOld) == 0 {\n_ = " + stub + ".PutState(\"mut\", mutOld)\n}"
		add := func(shape, text, decls string) {
			var m *mutant
			if ret, ok := c.stmt.(*ast.ReturnStmt); ok {
				if len(ret.Results) != 1 || !isError(u.TypesInfo.TypeOf(ret.Results[0])) {
					return
				}
				m = u.at(c, shape, instead(ret, "if err := "+u.src(ret.Results[0])+"; err != nil {\nreturn err\n}\n"+text+"\nreturn nil"))
			} else {
				m = u.at(c, shape, behind(c.stmt, text))
			}
			m.decls = decls
			list = append(list, m)
		}
		add("a read behind a write", "if mutOld, _ := "+stub+".GetState("+key+")"+use, "")
		add("a read behind a write, in a helper", "if mutOld := mutRead("+stub+", "+key+")"+use,
			`func mutRead(stub interface {
	GetState(key string) ([]byte, error)
	PutState(key string, value []byte) error
}, key string) []byte {
	data, err := stub.GetState(key)
	if err != nil {
		return nil
	}
	return data
}`)
		add("a read behind a write, by a variable", "mutKey := "+key+"\nif mutOld, _ := "+stub+".GetState(mutKey)"+use, "")
	}
	u.walk(func(file *ast.File, fn *ast.FuncDecl) { list = append(list, u.helperRereads(file, fn)...) })
	return list
}

// helperRereads calls the package's own reader behind its own writer.
func (u *unit) helperRereads(file *ast.File, fn *ast.FuncDecl) (list []*mutant) {
	blocks(fn.Body, func(block []ast.Stmt) {
		for _, stmt := range block {
			s, ok := stmt.(*ast.IfStmt)
			if !ok || s.Init == nil {
				continue
			}
			assign, ok := s.Init.(*ast.AssignStmt)
			if !ok || len(assign.Rhs) != 1 {
				continue
			}
			c, ok := assign.Rhs[0].(*ast.CallExpr)
			if !ok {
				continue
			}
			if get, ok := strings.CutPrefix(u.src(c), "store.Put"); ok {
				get = strings.Replace(get, ", &", ", ", 1)
				list = append(list, &mutant{shape: "the helper that reads behind the one that writes", unit: u, file: file, at: s,
					edits: []edit{behind(s, "if mutFound, _ := store.Get"+get+"; !mutFound {\nreturn "+u.zeroes(fn)+"\n}")}})
			}
		}
	})
	return list
}

// zeroes are the results of a function, all of them zero.
func (u *unit) zeroes(fn *ast.FuncDecl) string {
	var values []string
	if fn.Type.Results != nil {
		for _, field := range fn.Type.Results.List {
			values = append(values, "*new("+u.src(field.Type)+")")
		}
	}
	return strings.Join(values, ", ")
}

// queries puts a query that cannot go with writes beside one.
func queries(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutState", "DelState") {
		stub := u.src(c.stub)
		for shape, query := range map[string]string{
			"a paginated range":         ", _, mutErr := " + stub + ".GetStateByRangeWithPagination(\"\", \"\", 10, \"\")",
			"a paginated partial key":   ", _, mutErr := " + stub + ".GetStateByPartialCompositeKeyWithPagination(\"mut\", nil, 10, \"\")",
			"a paginated query":         ", _, mutErr := " + stub + ".GetQueryResultWithPagination(\"{}\", 10, \"\")",
			"a range of private data":   ", mutErr := " + stub + ".GetPrivateDataByRange(\"mut\", \"\", \"\")",
			"a query of private data":   ", mutErr := " + stub + ".GetPrivateDataQueryResult(\"mut\", \"{}\")",
			"a private partial key":     ", mutErr := " + stub + ".GetPrivateDataByPartialCompositeKey(\"mut\", \"mut\", nil)",
			"a rich query that decides": ", mutErr := " + stub + ".GetQueryResult(\"{}\")",
		} {
			text := "mutIt" + query + `
if mutErr == nil {
_ = mutIt.HasNext()
_ = mutIt.Close()
}`
			if shape == "a rich query that decides" {
				text = "mutIt" + query + `
if mutErr == nil {
defer mutIt.Close()
if mutIt.HasNext() {
_ = ` + stub + ".PutState(\"mut\", nil)\n}\n}"
			}
			list = append(list, u.at(c, shape+" before a write", before(c.stmt, text)))
		}
	}
	return sorted(list)
}

// scans reads everything in a transaction that writes.
func scans(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutState", "DelState") {
		text := "mutIt, mutErr := " + u.src(c.stub) + `.GetStateByRange("", "")
if mutErr == nil {
for mutIt.HasNext() {
if _, mutErr := mutIt.Next(); mutErr != nil {
break
}
}
_ = mutIt.Close()
}`
		list = append(list, u.at(c, "a range over everything", before(c.stmt, text)))
	}
	return list
}

// events sets a second event.
func events(u *unit) (list []*mutant) {
	for _, c := range u.calls("SetEvent") {
		stub := u.src(c.stub)
		first := "_ = " + stub + ".SetEvent(\"mut\", nil)"
		m := u.at(c, "an event before another, in a helper", before(c.stmt, "mutTell("+stub+")"))
		m.decls = `func mutTell(stub interface {
	GetState(key string) ([]byte, error)
	PutState(key string, value []byte) error
	SetEvent(name string, payload []byte) error
}) {
	_ = stub.SetEvent("mut", nil)
}`
		list = append(list, u.at(c, "an event before another", before(c.stmt, first)), m,
			u.at(c, "an event in a loop", before(c.stmt, "for mutI := 0; mutI < 3; mutI++ {\n"+first+"\n}")))
	}
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		stub := u.carrier(fn)
		blocks(fn.Body, func(block []ast.Stmt) {
			for _, stmt := range block {
				if stub != "" && strings.Contains(u.src(stmt), "announce(") && !strings.Contains(u.src(stmt), "{") {
					list = append(list, &mutant{shape: "an event before a helper's", unit: u, file: file, at: stmt,
						edits: []edit{before(stmt, "_ = "+stub+".SetEvent(\"mut\", nil)")}})
				}
			}
		})
	})
	return list
}

// joins joins two parts to a key.
func joins(u *unit) (list []*mutant) {
	for _, c := range u.calls("PutState", "DelState", "GetState", "PutPrivateData") {
		i := 0
		if c.name == "PutPrivateData" {
			i = 1
		}
		key := u.src(c.Args[i])
		if p := u.param(c.fn, key); p != "" && !strings.HasPrefix(key, `"`) {
			list = append(list, u.at(c, "two parts in the key of "+c.name, instead(c.Args[i], key+" + "+p)))
			m := u.at(c, "two parts formatted into the key of "+c.name, instead(c.Args[i], "mutfmt.Sprintf(\"%s%s\", "+key+", "+p+")"))
			m.imports = []string{fmtSpec}
			list = append(list, m)
		}
	}
	for _, c := range u.calls("CreateCompositeKey") {
		parts, ok := c.Args[1].(*ast.CompositeLit)
		if ok && len(parts.Elts) > 1 {
			list = append(list, u.at(c, "parts joined in place of a composite key",
				instead(c, u.src(parts.Elts[0])+" + "+u.src(parts.Elts[1])+", error(nil)")))
		}
	}
	return list
}

// crossings calls a chaincode of another channel, or does not look at the
// answer.
func crossings(u *unit) (list []*mutant) {
	for _, c := range u.calls("InvokeChaincode") {
		list = append(list, u.at(c, "a call on another channel", instead(c.Args[2], `"otherchannel"`)))
		for i := c.index; i < min(len(c.block), c.index+2); i++ {
			s, ok := c.block[i].(*ast.IfStmt)
			if !ok || !strings.Contains(u.src(s.Cond), "Status") {
				continue
			}
			text := ""
			if s.Init != nil {
				text = "_ = " + u.src(c)
			}
			list = append(list, u.at(c, "an answer that nobody looks at", instead(s, text)))
		}
	}
	return list
}
