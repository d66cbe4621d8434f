package ops

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// Kind is what an operation does.
type Kind uint8

// The kinds of operations.
const (
	Get     Kind = iota + 1 // reads the value of one key
	Put                     // writes or deletes one key
	Range                   // queries the keys between two bounds
	Partial                 // queries the composite keys that start alike
	Rich                    // queries by content
	History                 // asks for the former values of a key
	Emit                    // sets the transaction's event
	Call                    // calls another chaincode
)

// Op is one operation of a function, with its keys as the function's
// parameters give them. It is part of facts.
type Op struct {
	Kind Kind
	Name string // GetState
	// Meta is set for a key's validation parameter, which lies beside its value.
	Meta bool
	// Private is set for private data; Coll is its collection.
	Private bool
	Coll    Expr
	// Key is the key, the first bound, or the composite key that results start
	// with; End is the second bound. For events Key is the name. For calls of
	// another chaincode Key is its name, Coll the function, End the channel.
	Key, End Expr
	// Paged is set for a query that gets its results page by page.
	Paged bool
	// Must is set where no way through the function that succeeds passes it by.
	Must bool
	// Cached is set for a read that looks into the transaction's own writes
	// first.
	Cached bool
	// Unused is set for a read whose result nobody looks at.
	Unused bool
	// At is where the call stands, for messages: store.go:71.
	At string
	// Via are the functions between, the outermost first.
	Via []string

	pos token.Pos // of the call, where it is in this package
}

// table has what each method of the stub does. Keys are at the front, behind
// the collection of private data.
var table = map[string]Op{
	"PutState":                                    {Kind: Put},
	"DelState":                                    {Kind: Put},
	"SetStateValidationParameter":                 {Kind: Put, Meta: true},
	"PutPrivateData":                              {Kind: Put, Private: true},
	"DelPrivateData":                              {Kind: Put, Private: true},
	"PurgePrivateData":                            {Kind: Put, Private: true},
	"SetPrivateDataValidationParameter":           {Kind: Put, Private: true, Meta: true},
	"GetState":                                    {Kind: Get},
	"GetMultipleStates":                           {Kind: Get},
	"GetStateValidationParameter":                 {Kind: Get, Meta: true},
	"GetPrivateData":                              {Kind: Get, Private: true},
	"GetMultiplePrivateData":                      {Kind: Get, Private: true},
	"GetPrivateDataHash":                          {Kind: Get, Private: true},
	"GetPrivateDataValidationParameter":           {Kind: Get, Private: true, Meta: true},
	"GetStateByRange":                             {Kind: Range},
	"GetStateByRangeWithPagination":               {Kind: Range, Paged: true},
	"GetStateByPartialCompositeKey":               {Kind: Partial},
	"GetStateByPartialCompositeKeyWithPagination": {Kind: Partial, Paged: true},
	"GetAllStatesCompositeKeyWithPagination":      {Kind: Partial, Paged: true},
	"GetQueryResult":                              {Kind: Rich},
	"GetQueryResultWithPagination":                {Kind: Rich, Paged: true},
	"GetHistoryForKey":                            {Kind: History},
	"GetPrivateDataByRange":                       {Kind: Range, Private: true},
	"GetPrivateDataByPartialCompositeKey":         {Kind: Partial, Private: true},
	"GetPrivateDataQueryResult":                   {Kind: Rich, Private: true},
	"SetEvent":                                    {Kind: Emit},
	"InvokeChaincode":                             {Kind: Call},
}

// primitive is what the call does where it is a method of the stub.
func (e *evaluator) primitive(site ssa.CallInstruction) (op Op, ok bool) {
	common := site.Common()
	if _, ok := flow.StubCall(common); !ok || isMock(common) {
		return Op{}, false
	}
	name := flow.Callee(common).Name()
	op, ok = table[name]
	if !ok {
		return e.framework(site)
	}
	args := common.Args
	if !common.IsInvoke() {
		args = args[1:]
	}
	op.Name, op.pos, op.At, op.Must = name, site.Pos(), e.p.Flow.At(site.Pos()), true
	op.Unused = unused(site)
	if op.Private {
		op.Coll, args = e.expr(args[0]), args[1:]
	}
	if name == "GetAllStatesCompositeKeyWithPagination" || op.Kind == Rich {
		op.Paged = op.Paged && !firstPage(args[len(args)-2:])
		return op, true
	}
	if op.Paged {
		op.Paged = !firstPage(args[len(args)-2:])
	}
	switch {
	case strings.HasPrefix(name, "GetMultiple"):
		op.Key = Expr{Op: unknown}
	case op.Kind == Call:
		op.Key, op.Coll, op.End = e.expr(args[0]), e.function(args[1]), e.expr(args[2])
	case op.Kind == Partial:
		op.Key = e.composite(args[0], args[1])
	case op.Kind == Range:
		op.Key, op.End = e.expr(args[0]), e.expr(args[1])
	default:
		op.Key = e.expr(args[0])
	}
	return op, true
}

// function is the name of the function that the arguments of a call of another
// chaincode start with.
func (e *evaluator) function(args ssa.Value) Expr {
	if site, ok := args.(*ssa.Call); ok {
		fn := flow.Callee(site.Common())
		if fn == nil || fn.Name() != "ToChaincodeArgs" || len(site.Common().Args) != 1 {
			return Expr{Op: unknown}
		}
		args = site.Common().Args[0]
	}
	if list, ok := e.elements(args); ok && len(list) > 0 {
		return list[0]
	}
	return Expr{Op: unknown}
}

// firstPage says whether page size and bookmark are both empty: the peer then
// takes the query for one without pages (core/chaincode/handler.go,
// isMetadataSetForPagination).
func firstPage(args []ssa.Value) bool {
	size, ok := args[0].(*ssa.Const)
	mark, ok2 := args[1].(*ssa.Const)
	return ok && ok2 && size.Value != nil && mark.Value != nil && size.Int64() == 0 && mark.Value.ExactString() == `""`
}

// framework is a write by cckit's interfaces, whose keys we do not see.
func (e *evaluator) framework(site ssa.CallInstruction) (Op, bool) {
	op := Op{Kind: Put, Key: Expr{Op: unknown}, Name: flow.Callee(site.Common()).Name(), pos: site.Pos(), At: e.p.Flow.At(site.Pos()), Must: true}
	switch op.Name {
	case "Put", "Insert":
		return op, true
	case "PutPrivate", "InsertPrivate":
		op.Private = true
		return op, true
	case "Set":
		op.Kind = Emit
		return op, true
	}
	return Op{}, false
}

// isMock says whether the call is one of a stub made for tests, which shows
// what was written.
func isMock(common *ssa.CallCommon) bool {
	var t types.Type
	switch {
	case common.IsInvoke():
		t = common.Value.Type()
	case len(common.Args) > 0:
		t = common.Args[0].Type()
	default:
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && (strings.Contains(n.Obj().Name(), "Mock") || strings.Contains(n.Obj().Name(), "Fake"))
}

// unused says whether nothing looks at what the call reads.
func unused(site ssa.CallInstruction) bool {
	v := site.Value()
	if v == nil {
		return true
	}
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); !ok || x.Index == 0 && len(*x.Referrers()) > 0 {
			return false
		}
	}
	return true
}
