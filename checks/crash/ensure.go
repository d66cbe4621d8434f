package crash

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// outcome is a way in which a call can end.
type outcome int

const (
	always outcome = iota // it returns
	noError
	isTrue
	isFalse
	anything // some other result is looked at
)

// ensured are the lengths of its arguments that a call stands for when it ends
// in this way.
func (f *finder) ensured(call *ssa.Call, end outcome) []fact {
	common := call.Common()
	if _, builtin := common.Value.(*ssa.Builtin); builtin || end != always && !validates(common) {
		return nil
	}
	callee := common.StaticCallee()
	if callee != nil {
		callee = flow.Generic(callee)
	}
	own := callee != nil && callee.Blocks != nil
	var list []fact
	for i, arg := range common.Args {
		min := 0
		switch {
		case own && i < len(callee.Params) && isList(arg.Type()):
			min = f.ensures(callee, key{callee.Params[i], ""}, end)
		case !own && isList(arg.Type()):
			min = f.elsewhere(common, i, end)
		case end != always && !isList(arg.Type()):
			if k, _, ok := f.lengthIn(arg); ok {
				list = append(list, fact{key: k, min: most}) // a helper judges the number
			}
			continue
		}
		if min > 0 {
			list = append(list, fact{key: f.keyOf(arg, ""), min: min})
		}
		if end != always && !flow.IsText(arg.Type()) {
			list = append(list, fact{key: f.keyOf(arg, elements), min: most}) // they may have been looked at
		}
	}
	if own {
		for _, ambient := range []string{params, all} {
			if min := f.ensures(callee, key{nil, ambient}, end); min > 0 {
				list = append(list, fact{key: key{nil, ambient}, min: min})
			}
		}
	}
	return list
}

// elsewhere is what a function that we do not see ensures of its i-th
// argument: it may have looked at it.
func (f *finder) elsewhere(common *ssa.CallCommon, i int, end outcome) int {
	if end == always {
		return 0
	}
	fn := flow.Callee(common)
	if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "strings" {
		text, ok := common.Args[min(1, len(common.Args)-1)].(*ssa.Const)
		prefix := strings.HasPrefix(fn.Name(), "Has") && ok && text.Value != nil
		switch {
		case prefix && i == 0 && end == isTrue:
			return len(constant.StringVal(text.Value))
		case prefix:
			return 0
		}
	}
	return most
}

type question struct {
	fn  *ssa.Function
	key key
	end outcome
}

// ensures is the least length of the list k wherever fn ends in this way.
func (f *finder) ensures(fn *ssa.Function, k key, end outcome) int {
	q := question{fn, k, end}
	if n, ok := f.answers[q]; ok {
		return n
	}
	if f.reading[fn] {
		return 0
	}
	f.answers[q] = 0 // holds for recursion
	l, succeeds := f.lengthsOf(fn), returnsNil(fn)
	n, ends := most, 0
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || b == fn.Recover {
			continue
		}
		if more, possible := f.endsSo(ret, k, end, succeeds); possible {
			ends++
			n = min(n, max(more, f.least(fn, k, l.at[ret])))
		}
	}
	if ends == 0 && end == anything {
		n = 0
	}
	f.answers[q] = n
	return n
}

// endsSo says whether ret can end its function in this way, and what the
// returned value itself says of k then.
func (f *finder) endsSo(ret *ssa.Return, k key, end outcome, succeeds bool) (more int, possible bool) {
	say := func(list []fact) {
		for _, fact := range list {
			if fact.key == k {
				more = max(more, fact.min)
			}
		}
	}
	switch end {
	case anything:
		return most, true // what the caller looks at is not known here
	case noError:
		for _, v := range ret.Results {
			if !types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
				continue
			}
			if f.p.IsError(v, ret.Block()) {
				return 0, false
			}
			if call, _ := callBehind(v); call != nil {
				if succeeds && opaque(call) {
					return 0, false // util.BadArguments(...), with nil elsewhere
				}
				say(f.ensured(call, noError))
			}
		}
	case isTrue, isFalse:
		for _, v := range ret.Results {
			if !isBoolean(v) {
				continue
			}
			if c, ok := v.(*ssa.Const); ok {
				return 0, constant.BoolVal(c.Value) == (end == isTrue)
			}
			say(f.facts(v, end == isTrue, 1))
		}
	}
	return more, true
}

// returnsNil says whether fn returns nil for its error somewhere.
func returnsNil(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			for _, v := range ret.Results {
				if isError(v.Type()) && isNil(v) {
					return true
				}
			}
		}
	}
	return false
}

// opaque says whether a call is of another package's function, not the stub's.
func opaque(call *ssa.Call) bool {
	_, stub := flow.StubCall(call.Common())
	callee := call.Common().StaticCallee()
	return !stub && callee != nil && flow.Generic(callee).Blocks == nil
}
