package ops

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// lookup is a look into a map that lives longer than the function, by itself
// or by a function that it calls.
type lookup struct {
	block *ssa.BasicBlock
	key   Expr
	text  string
}

// findLookups lists the function's lookups.
func (f *Func) findLookups() []lookup {
	var list []lookup
	for _, b := range f.Fn.Blocks {
		for _, instr := range b.Instrs {
			for _, key := range f.looked(instr) {
				if text, opaque := key.canon(); !opaque {
					list = append(list, lookup{b, key, text})
				}
			}
		}
	}
	return list
}

// looked are the keys that an instruction looks up.
func (f *Func) looked(instr ssa.Instruction) []Expr {
	switch instr := instr.(type) {
	case *ssa.Lookup:
		if _, own := instr.X.(*ssa.MakeMap); !own && !isString(instr.X.Type()) {
			return []Expr{f.eval.expr(instr.Index)}
		}
	case *ssa.Call:
		if key := cacheKey(instr.Common()); key != nil {
			return []Expr{f.eval.expr(key)}
		}
		var list []Expr
		for _, t := range f.p.callees(instr) {
			for _, key := range t.sum.Looks {
				list = append(list, f.eval.handed(key, instr))
			}
		}
		return list
	}
	return nil
}

// cacheKey is the key that the call asks a sync.Map, or a type that says it is
// a cache, for.
func cacheKey(call *ssa.CallCommon) ssa.Value {
	fn := flow.Callee(call)
	if fn == nil || fn.Signature().Recv() == nil || fn.Signature().Params().Len() != 1 || len(call.Args) == 0 {
		return nil
	}
	recv := fn.Signature().Recv().Type().String()
	name := strings.ToLower(recv[strings.LastIndexByte(recv, '.')+1:])
	if strings.HasSuffix(recv, "sync.Map") && fn.Name() == "Load" || strings.Contains(name, "cache") && (fn.Name() == "Get" || fn.Name() == "Load") {
		return call.Args[len(call.Args)-1]
	}
	return nil
}

// cached says whether a read of the stub comes behind a look at a map by the
// same key: at what the transaction wrote.
func (f *Func) cached(site ssa.CallInstruction, op Op) bool {
	key, opaque := op.Key.canon()
	return !opaque && slices.ContainsFunc(f.lookups, func(l lookup) bool { return l.text == key && l.block.Dominates(site.Block()) })
}

// looks are the lookups by parameters, as callers see them.
func (f *Func) looks() []Expr {
	var list []Expr
	for _, l := range f.lookups {
		if l.key.Op == parameter && len(list) < few && !slices.ContainsFunc(list, func(x Expr) bool { return x.Index == l.key.Index && x.Text == l.key.Text }) {
			list = append(list, l.key.exported())
		}
	}
	return list
}

// few is how many lookups a summary keeps.
const few = 4
