// Package contract finds the contracts of a package as contract-api sees them
// when the chaincode starts: which methods become transactions, which lists
// leave some of them out, and which context it hands to them.
//
// The facts come from fabric-contract-api-go, contractapi/contract_chaincode.go
// and contractapi/contract.go, which are the same from v1.0.0 to v2.2.0.
//
// It promises to say where it does not know: what another package decides, or
// code that is more than a list of names, is never guessed.
package contract

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Contract is a type that a chaincode can be made of.
type Contract struct {
	Named *types.Named
	// V2 says that it is one of the v2 module, whose rules differ a little.
	V2 bool
	// Base says that another contract of the package embeds it, so that its
	// methods are that one's transactions.
	Base bool
	// Embeds are the types that it embeds, at any depth.
	Embeds map[*types.Named]bool
	// Ignored and Evaluated are what its GetIgnoredFunctions and
	// GetEvaluateTransactions return.
	Ignored, Evaluated List
	// Methods are all exported methods of the pointer type, promoted ones too,
	// but for those of contract-api's own interfaces; in contract-api's order.
	Methods []*types.Func
}

// Transactions are the methods that clients can call.
func (c *Contract) Transactions() []*types.Func {
	var list []*types.Func
	for _, m := range c.Methods {
		if !c.Ignored.Has(m.Name()) {
			list = append(list, m)
		}
	}
	return list
}

// Find lists the contracts that pass's package declares, in the order of their
// names; those of test files and mocks are left out.
func Find(pass *analysis.Pass, p *flow.Package) []*Contract {
	decls := methods(pass)
	var list []*Contract
	embedded := map[*types.Named]bool{}
	for _, n := range p.Types() {
		if !fabric.IsContract(n) {
			continue
		}
		c := of(pass, decls, n)
		if c == nil {
			continue
		}
		for e := range c.Embeds {
			embedded[e] = true
		}
		list = append(list, c)
	}
	for _, c := range list {
		c.Base = embedded[c.Named]
	}
	return list
}

// Imported is a contract of another package, or nil where n is none. What its
// lists return is not known.
func Imported(pass *analysis.Pass, n *types.Named) *Contract {
	if n.TypeArgs().Len() > 0 || !fabric.IsContract(n) {
		return nil
	}
	return of(pass, nil, n)
}

func of(pass *analysis.Pass, decls map[*types.Func]*ast.FuncDecl, n *types.Named) *Contract {
	path, ok := apiOf(n)
	if !ok {
		return nil
	}
	c := &Contract{Named: n, Embeds: map[*types.Named]bool{}, V2: strings.HasSuffix(path, "/v2/contractapi")}
	c.Ignored = listOf(pass, decls, n, "GetIgnoredFunctions")
	c.Evaluated = listOf(pass, decls, n, "GetEvaluateTransactions")
	for sel := range types.NewMethodSet(types.NewPointer(n)).Methods() {
		m := sel.Obj().(*types.Func)
		if token.IsExported(m.Name()) && !fabric.ContractMethod(m.Name()) {
			c.Methods = append(c.Methods, m)
		}
	}
	note(c.Embeds, n)
	return c
}

// note marks what n embeds, at any depth.
func note(embedded map[*types.Named]bool, n *types.Named) {
	s, ok := n.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for f := range s.Fields() {
		t := types.Unalias(f.Type())
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if e, ok := t.(*types.Named); ok && f.Embedded() && !embedded[e] {
			embedded[e] = true
			note(embedded, e)
		}
	}
}

// apiOf is the import path of the contractapi package that n is a contract of.
func apiOf(n *types.Named) (string, bool) {
	m := method(n, "GetTransactionContextHandler")
	if m == nil || m.Signature().Results().Len() != 1 {
		return "", false
	}
	handler, ok := types.Unalias(m.Signature().Results().At(0).Type()).(*types.Named)
	if !ok || handler.Obj().Pkg() == nil {
		return "", false
	}
	return IsAPI(handler.Obj().Pkg().Path())
}

// IsAPI says whether path is one of contract-api's, and which without
// vendoring.
func IsAPI(path string) (string, bool) {
	path = fabric.Unvendored(path)
	switch path {
	case "github.com/hyperledger/fabric-contract-api-go/contractapi",
		"github.com/hyperledger/fabric-contract-api-go/v2/contractapi":
		return path, true
	}
	return "", false
}

// method is *n's method of that name, a promoted one too, or nil.
func method(n *types.Named, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), name)
	m, _ := obj.(*types.Func)
	return m
}

// methods are the package's method declarations.
func methods(pass *analysis.Pass) map[*types.Func]*ast.FuncDecl {
	decls := map[*types.Func]*ast.FuncDecl{}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok && d.Recv != nil {
				if fn, ok := pass.TypesInfo.Defs[d.Name].(*types.Func); ok {
					decls[fn] = d
				}
			}
		}
	}
	return decls
}

// Bodies finds the SSA form of declared functions, as far as the package has
// it.
func Bodies(p *flow.Package) map[*types.Func]*ssa.Function {
	bodies := map[*types.Func]*ssa.Function{}
	for _, fn := range p.Funcs {
		if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic == "" {
			bodies[obj] = fn
		}
	}
	return bodies
}
