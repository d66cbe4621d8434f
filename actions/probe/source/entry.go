package source

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/packages"
)

// entry is where a transaction function begins.
type entry struct {
	name string
	pos  token.Pos
	// tiers are the code that it comes to: first its own, then what every
	// function of the chaincode goes through.
	tiers []*reach
}

// entry finds a function as a proposal names it.
func (g *graph) entry(function string) (entry, bool) {
	if e, ok := g.transaction(function); ok {
		return e, true
	}
	if e, ok := g.dispatched(function); ok {
		return e, true
	}
	return g.named(function)
}

// transaction finds a method of a contract: contract-api takes what stands
// before the last colon for the contract's name, and turns the first rune of
// the rest into upper case (contractapi/contract_chaincode.go, Invoke).
func (g *graph) transaction(function string) (entry, bool) {
	contract, name := "", function
	if i := strings.LastIndex(function, ":"); i >= 0 {
		contract, name = function[:i], function[i+1:]
	}
	first, size := utf8.DecodeRuneInString(name)
	name = string(unicode.ToUpper(first)) + name[size:]
	for _, n := range g.contracts(contract) {
		m := method(types.NewPointer(n), n, name)
		if m == nil || !token.IsExported(name) {
			continue
		}
		e := entry{name: function, pos: n.Obj().Pos()}
		if p := g.pieces[m]; p != nil {
			e.pos = p.object.Pos()
			e.tiers = append(e.tiers, g.reach([]*piece{p}, nil))
		}
		if around := g.around(n); len(around) > 0 {
			e.tiers = append(e.tiers, g.reach(around, nil))
		}
		return e, true
	}
	return entry{}, false
}

// around are the functions that contract-api calls before and after each
// transaction of a contract (contractapi/contract.go).
func (g *graph) around(n *types.Named) (list []*piece) {
	for _, name := range []string{"BeforeTransaction", "AfterTransaction"} {
		if p := g.pieces[method(types.NewPointer(n), n, "Get"+name)]; p != nil {
			list = append(list, p)
		}
		field, _, _ := types.LookupFieldOrMethod(n, true, n.Obj().Pkg(), name)
		list = append(list, g.kept[field]...)
	}
	return list
}

// contracts are the types that the name may mean, the likeliest first.
func (g *graph) contracts(name string) []*types.Named {
	list := g.registered()
	for _, n := range g.types {
		if isContract(n) && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	if name == "" {
		return list
	}
	called := g.called(name)
	for _, is := range []func(*types.Named) bool{
		func(n *types.Named) bool { return called[n] },
		func(n *types.Named) bool { return n.Obj().Name() == name },
	} {
		if some := slices.DeleteFunc(slices.Clone(list), func(n *types.Named) bool { return !is(n) }); len(some) > 0 {
			return some
		}
	}
	return list
}

// isContract says whether n is a struct with the methods that contract-api
// asks of a contract (contractapi/contract.go, ContractInterface).
func isContract(n *types.Named) bool {
	if _, ok := n.Underlying().(*types.Struct); !ok {
		return false
	}
	for _, name := range []string{"GetInfo", "GetUnknownTransaction", "GetBeforeTransaction", "GetAfterTransaction"} {
		if method(types.NewPointer(n), n, name) == nil {
			return false
		}
	}
	return true
}

// registered are the types that NewChaincode is given; the first is the
// default contract.
func (g *graph) registered() (list []*types.Named) {
	var calls []call
	for _, c := range g.calls {
		if fn := callee(c); fn != nil && fn.Name() == "NewChaincode" && strings.HasSuffix(fn.Pkg().Path(), "/contractapi") {
			calls = append(calls, c)
		}
	}
	slices.SortFunc(calls, func(a, b call) int { return int(a.Pos() - b.Pos()) })
	for _, c := range calls {
		for _, arg := range c.Args {
			if n := pointed(c.info.TypeOf(arg)); n != nil && isContract(n) && !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
	}
	return list
}

// called are the types that somewhere get the name: by their field Name, in a
// literal, or from GetName.
func (g *graph) called(name string) map[*types.Named]bool {
	found := map[*types.Named]bool{}
	note := func(info *types.Info, e, value ast.Expr) {
		for {
			if n := pointed(info.TypeOf(e)); n != nil && mentionsText(info, value, name) {
				found[n] = true
			}
			sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
			if !ok {
				return
			}
			e = sel.X
		}
	}
	for _, pkg := range g.packages {
		inspect(pkg, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.CompositeLit:
				note(pkg.TypesInfo, n, n)
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if sel, ok := left.(*ast.SelectorExpr); ok && sel.Sel.Name == "Name" && len(n.Lhs) == len(n.Rhs) {
						note(pkg.TypesInfo, sel.X, n.Rhs[i])
					}
				}
			case *ast.FuncDecl:
				if n.Name.Name == "GetName" && n.Recv != nil && n.Body != nil && mentionsText(pkg.TypesInfo, n.Body, name) {
					if fn, ok := pkg.TypesInfo.Defs[n.Name].(*types.Func); ok {
						found[pointed(fn.Signature().Recv().Type())] = true
					}
				}
			}
		})
	}
	return found
}

// named finds a function or method by its name alone: frameworks over the
// shim call them by reflection or from generated code.
func (g *graph) named(function string) (entry, bool) {
	name := function[strings.LastIndexAny(function, ":./")+1:]
	for _, same := range []func(string) bool{
		func(s string) bool { return s == name },
		func(s string) bool { return strings.EqualFold(s, name) },
	} {
		var best *piece
		for obj, p := range g.pieces {
			_, ok := obj.(*types.Func)
			if ok && same(obj.Name()) && (best == nil || obj.Pos() < best.object.Pos()) {
				best = p
			}
		}
		if best != nil {
			return entry{function, best.object.Pos(), []*reach{g.reach([]*piece{best}, nil)}}, true
		}
	}
	return entry{}, false
}

func inspect(pkg *packages.Package, visit func(ast.Node)) {
	for _, file := range pkg.Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil {
				visit(n)
			}
			return true
		})
	}
}

// callee is the function that a call names, or nil.
func callee(c call) *types.Func {
	fun := ast.Unparen(c.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		fun = sel.Sel
	}
	id, ok := fun.(*ast.Ident)
	if !ok {
		return nil
	}
	fn, _ := c.info.Uses[id].(*types.Func)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	return fn
}

// pointed is the named type that t is or points to, or nil.
func pointed(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}
