package contract

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// List is what GetIgnoredFunctions or GetEvaluateTransactions returns.
type List struct {
	// Method is the method, nil where the contract has none.
	Method *types.Func
	// Effective says that contract-api calls it: it has no parameters and
	// returns []string.
	Effective bool
	// Whole says that Names is all that it returns: it is no more than a
	// literal.
	Whole bool
	Names []Name
}

// Name is one element of a list.
type Name struct {
	Text string
	Pos  token.Pos
}

// Has says whether the list surely has the name, or may have it by code that
// was not understood.
func (l List) Has(name string) bool {
	for _, n := range l.Names {
		if n.Text == name && l.Effective {
			return true
		}
	}
	return l.Effective && !l.Whole
}

// Lists says whether the list surely has the name.
func (l List) Lists(name string) bool { return l.Effective && l.Whole && l.Has(name) }

func listOf(pass *analysis.Pass, decls map[*types.Func]*ast.FuncDecl, n *types.Named, name string) List {
	l := List{Method: method(n, name)}
	if l.Method == nil {
		return l
	}
	sig := l.Method.Signature()
	if sig.Params().Len() == 0 && sig.Results().Len() == 1 {
		result := types.NewSlice(types.Typ[types.String])
		l.Effective = types.Identical(sig.Results().At(0).Type(), result)
	}
	decl := decls[l.Method.Origin()]
	if decl == nil || decl.Body == nil {
		return l // of another package
	}
	l.read(pass.TypesInfo, decl.Body)
	return l
}

// read takes the names from a body that is a literal, and what strings it can
// find in any other.
func (l *List) read(info *types.Info, body *ast.BlockStmt) {
	literal := false
	if len(body.List) == 1 {
		if ret, ok := body.List[0].(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
			switch r := ast.Unparen(ret.Results[0]).(type) {
			case *ast.CompositeLit:
				literal = true
			case *ast.Ident:
				literal = r.Name == "nil"
			}
		}
	}
	whole := literal
	ast.Inspect(body, func(node ast.Node) bool {
		e, ok := node.(ast.Expr)
		if !ok {
			return true
		}
		tv := info.Types[e]
		if tv.Value != nil && tv.Value.Kind() == constant.String {
			l.Names = append(l.Names, Name{constant.StringVal(tv.Value), e.Pos()})
			return false
		}
		switch e.(type) {
		case *ast.CompositeLit, *ast.ArrayType:
		default:
			whole = whole && (tv.IsType() || tv.IsNil())
		}
		return true
	})
	l.Whole = whole
}
