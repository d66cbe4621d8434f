package main

import (
	"go/ast"
	"strings"
)

// contract is a method of a contract of contract-api that takes its context.
type contract struct {
	file       *ast.File
	fn         *ast.FuncDecl
	recv, ctx  string // types
	recvs, the string // names
}

func (u *unit) contracts() (list []contract) {
	seen := map[string]bool{}
	u.walk(func(file *ast.File, fn *ast.FuncDecl) {
		if fn.Recv == nil || !fn.Name.IsExported() || len(fn.Type.Params.List) == 0 ||
			!has(u.TypesInfo.TypeOf(fn.Recv.List[0].Type), "GetTransactionContextHandler") {
			return
		}
		recv, first := fn.Recv.List[0], fn.Type.Params.List[0]
		if !has(u.TypesInfo.TypeOf(first.Type), "GetStub") || len(recv.Names) == 0 || len(first.Names) == 0 {
			return
		}
		list = append(list, contract{file, fn, u.src(recv.Type), u.src(first.Type), recv.Names[0].Name, first.Names[0].Name})
		seen[u.src(recv.Type)] = true
	})
	return list
}

// signatures adds transactions that contract-api refuses when the chaincode
// starts.
func signatures(u *unit) (list []*mutant) {
	done := map[string]bool{}
	for _, c := range u.contracts() {
		if done[c.recv] {
			continue
		}
		done[c.recv] = true
		for shape, sig := range map[string]string{
			"a function as parameter":              "f func()) error { return nil }",
			"a channel as parameter":               "ch chan int) error { return nil }",
			"three results":                        ") (string, string, error) { return \"\", \"\", nil }",
			"a second result that is no error":     ") (string, string) { return \"\", \"\" }",
			"a channel as result":                  ") (chan int, error) { return nil, nil }",
			"a map by a number's name":             "m map[int]string) error { return nil }",
			"the context behind another parameter": "",
		} {
			decl := "\nfunc (c " + c.recv + ") MutOdd(ctx " + c.ctx + ", " + sig
			if strings.HasPrefix(sig, ")") {
				decl = "\nfunc (c " + c.recv + ") MutOdd(ctx " + c.ctx + sig
			}
			if sig == "" {
				decl = "\nfunc (c " + c.recv + ") MutOdd(id string, ctx " + c.ctx + ") error { return nil }"
			}
			decl += "\n\nvar _, _ = contractapi.NewChaincode(new(" + strings.TrimPrefix(c.recv, "*") + "))\n"
			list = append(list, &mutant{shape: shape, unit: u, file: c.file, at: c.fn.Name, decls: decl})
		}
	}
	return sorted(list)
}

// exposures writes where it is only read.
func exposures(u *unit) (list []*mutant) {
	for _, file := range u.Syntax {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Body == nil || len(fn.Type.Params.List) == 0 || len(fn.Type.Params.List[0].Names) == 0 ||
				!has(u.TypesInfo.TypeOf(fn.Recv.List[0].Type), "GetTransactionContextHandler") || !has(u.TypesInfo.TypeOf(fn.Type.Params.List[0].Type), "GetStub") {
				continue
			}
			ctx := fn.Type.Params.List[0].Names[0].Name
			if u.evaluated[fn.Name.Name] {
				list = append(list, &mutant{shape: "a write in an evaluate transaction", unit: u, file: file, at: fn.Name,
					edits: []edit{before(fn.Body.List[0], "_ = "+ctx+".GetStub().PutState(\"mut\", nil)")}})
			}
		}
	}
	return list
}
