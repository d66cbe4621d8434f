package order

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// verdict is how a value that a loop carries from round to round depends on
// the order of the rounds.
type verdict int

const (
	clean verdict = iota // not at all
	sum                  // not in the end, but from round to round
	list                 // a sequence in this order
	wild                 // in whatever way
)

// kind is the kind of fact that v makes behind the loop.
func (v verdict) kind(early bool) (flow.Kind, bool) {
	switch {
	case v == list && !early:
		return seq, true
	case v == wild, early && v != clean:
		return flow.Data, true
	}
	return 0, false
}

// judgeCarried looks at the variables that a loop carries in registers.
func (t *tracer) judgeCarried(l *loop, early bool) {
	if l.natural == nil {
		return
	}
	for _, instr := range l.natural.Header.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			return
		}
		u := &update{l: l, acc: func(v ssa.Value) bool { return v == phi }, chain: map[ssa.Value]bool{phi: true}}
		worst := clean
		for i, edge := range phi.Edges {
			if l.natural.Blocks[phi.Block().Preds[i]] {
				worst = max(worst, u.judge(edge))
			}
		}
		if l.selects && (worst != list || u.appends < 2) {
			continue // each case has variables of its own, as a rule
		}
		if kind, ok := worst.kind(early); ok {
			t.carry(l, flow.Place{Base: phi})
			l.outer.Add(flow.Fact{V: phi, Kind: kind}, nil)
			l.leaves(phi, kind)
		}
		if worst != clean || u.counts {
			t.running(l, u)
		}
	}
}

// leaves lets the code behind the loop see what the last round left in phi.
func (l *loop) leaves(phi *ssa.Phi, kind flow.Kind) {
	for i, edge := range phi.Edges {
		if refs := edge.Referrers(); refs != nil && l.natural.Blocks[phi.Block().Preds[i]] {
			for _, ref := range *refs {
				if !l.natural.Blocks[ref.Block()] {
					l.outer.Use(flow.Fact{V: edge, Kind: kind}, ref, nil)
				}
			}
		}
	}
}

// update is how a round changes a variable.
type update struct {
	l *loop
	// acc says whether a value is the variable, as the round found it.
	acc func(ssa.Value) bool
	// chain are the values between the variable and its update.
	chain map[ssa.Value]bool
	// counts says that the rounds are counted or summed up.
	counts bool
	// appends counts the appends to the variable.
	appends int
}

// judge says how v, the variable's value after a round, depends on the order.
func (u *update) judge(v ssa.Value) verdict {
	if u.acc(v) || u.chain[v] {
		return clean
	}
	known := u.l.in.Knows(v, elem)
	switch x := v.(type) {
	case *ssa.Phi:
		if !u.l.own(x) {
			break
		}
		u.chain[x] = true
		worst := clean
		for i, edge := range x.Edges {
			if !u.l.guarded(x.Block().Preds[i]) { // else one round only
				worst = max(worst, u.judge(edge))
			}
		}
		return worst
	case *ssa.BinOp:
		if u.leads(x.X) || u.leads(x.Y) && x.Op != token.SUB {
			return u.operation(x, known)
		}
	case *ssa.Convert:
		return u.judge(x.X)
	case *ssa.ChangeType:
		return u.judge(x.X)
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok && u.adds(call, x.Index) {
			u.chain[x], u.chain[call] = true, true
			return sum
		}
	case *ssa.Call:
		if u.adds(x, 0) {
			u.chain[x] = true
			return sum
		}
		if verdict, ok := u.builtin(x, known); ok {
			return verdict
		}
	}
	if !known || u.extreme(v) {
		return clean
	}
	return wild
}

// leads says whether v is the variable, or on the way to its update.
func (u *update) leads(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Phi:
		if u.acc(v) || u.chain[v] {
			return true
		}
		if u.l.own(x) && u.l.natural != nil && x.Block() != u.l.natural.Header {
			for _, edge := range x.Edges {
				if u.acc(edge) || u.chain[edge] {
					u.chain[x] = true
					return true
				}
			}
		}
	case *ssa.BinOp:
		if commutes(x) && (u.leads(x.X) || u.leads(x.Y)) {
			u.chain[x] = true
			return true
		}
	case *ssa.Convert:
		return u.leads(x.X)
	}
	return u.acc(v) || u.chain[v]
}

// operation is an operation of the variable with something else.
func (u *update) operation(x *ssa.BinOp, known bool) verdict {
	u.chain[x] = true
	if commutes(x) || !known {
		u.counts = true
		if !known {
			return clean
		}
		return sum
	}
	return wild
}

// commutes says whether rounds of the operation may change places: integer
// sums, products and bit operations. Floats round, strings grow.
func commutes(x *ssa.BinOp) bool {
	b, ok := x.Type().Underlying().(*types.Basic)
	if !ok || b.Info()&(types.IsInteger|types.IsBoolean) == 0 {
		return false
	}
	switch x.Op {
	case token.ADD, token.SUB, token.MUL, token.AND, token.OR, token.XOR, token.AND_NOT:
		return true
	}
	return false
}

// builtin is append, min or max of the variable.
func (u *update) builtin(call *ssa.Call, known bool) (verdict, bool) {
	b, ok := call.Common().Value.(*ssa.Builtin)
	if !ok {
		return clean, false
	}
	args := call.Common().Args
	switch b.Name() {
	case "min", "max":
		return clean, true
	case "append":
		u.chain[call] = true
		u.appends++
		switch {
		case !known:
			return clean, true
		case u.judge(args[0]) <= list && u.reaches(args[0]), u.acc(args[1]):
			return list, true
		}
		return wild, true
	}
	return clean, false
}

// reaches says whether v is built on the variable.
func (u *update) reaches(v ssa.Value) bool {
	return u.acc(v) || u.chain[v] || u.leads(v)
}

// adds says whether the call returns, as result i, the integer sum of the
// variable and something else: func add(a, b int) (int, error).
func (u *update) adds(call *ssa.Call, i int) bool {
	fn := call.Common().StaticCallee()
	if fn == nil || fn.Blocks == nil {
		return false
	}
	mine := false
	for _, arg := range call.Common().Args {
		mine = mine || u.leads(arg)
	}
	sums := 0
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || i >= len(ret.Results) {
			continue
		}
		switch x := ret.Results[i].(type) {
		case *ssa.BinOp:
			_, left := x.X.(*ssa.Parameter)
			_, right := x.Y.(*ssa.Parameter)
			if !commutes(x) || !left || !right {
				return false
			}
			sums++
		case *ssa.Const: // with an error
		default:
			return false
		}
	}
	return mine && sums > 0
}

// extreme says whether v only takes the variable's place after it was
// compared with it: two equal extremes are one.
func (u *update) extreme(v ssa.Value) bool {
	place := flow.PlaceOf(v)
	for _, b := range u.l.in.Fn.Blocks {
		if !u.l.holds(b) {
			continue
		}
		for _, instr := range b.Instrs {
			cmp, ok := instr.(*ssa.BinOp)
			if !ok || !ordering(cmp.Op) {
				continue
			}
			if u.acc(cmp.X) && (cmp.Y == v || flow.PlaceOf(cmp.Y) == place) ||
				u.acc(cmp.Y) && (cmp.X == v || flow.PlaceOf(cmp.X) == place) {
				return true
			}
		}
	}
	return false
}

func ordering(op token.Token) bool {
	return op == token.LSS || op == token.GTR || op == token.LEQ || op == token.GEQ
}
