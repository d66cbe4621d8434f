package queryinject

import (
	"go/constant"
	"go/token"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// guards knows on which ways through a function a text was compared with
// constants, looked up, or validated.
type guards struct {
	edges map[*ssa.Function]map[flow.Place][]edge
	open  map[openKey]map[*ssa.BasicBlock]bool
}

// edge is one way out of a branch.
type edge struct {
	from *ssa.BasicBlock
	succ int
}

type openKey struct {
	fn    *ssa.Function
	place flow.Place
}

func newGuards() *guards {
	return &guards{map[*ssa.Function]map[flow.Place][]edge{}, map[openKey]map[*ssa.BasicBlock]bool{}}
}

// guarded says whether every way to block b passes an edge on which v is known
// to be harmless.
func (g *guards) guarded(v ssa.Value, b *ssa.BasicBlock) bool {
	fn := b.Parent()
	byPlace, ok := g.edges[fn]
	if !ok {
		byPlace = edgesOf(fn)
		g.edges[fn] = byPlace
	}
	place := flow.PlaceOf(v)
	edges := byPlace[place]
	if len(edges) == 0 {
		return false
	}
	key := openKey{fn, place}
	open, ok := g.open[key]
	if !ok {
		open = without(fn, edges)
		g.open[key] = open
	}
	return !open[b]
}

// without are the blocks that are reached without the edges.
func without(fn *ssa.Function, edges []edge) map[*ssa.BasicBlock]bool {
	cut := map[edge]bool{}
	for _, e := range edges {
		cut[e] = true
	}
	seen := map[*ssa.BasicBlock]bool{fn.Blocks[0]: true}
	queue := []*ssa.BasicBlock{fn.Blocks[0]}
	for i := 0; i < len(queue); i++ {
		for n, s := range queue[i].Succs {
			if !seen[s] && !cut[edge{queue[i], n}] {
				seen[s] = true
				queue = append(queue, s)
			}
		}
	}
	return seen
}

func edgesOf(fn *ssa.Function) map[flow.Place][]edge {
	m := map[flow.Place][]edge{}
	for _, b := range fn.Blocks {
		if branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
			for _, h := range harmless(branch.Cond) {
				succ := 0
				if !h.when {
					succ = 1
				}
				place := flow.PlaceOf(h.v)
				m[place] = append(m[place], edge{b, succ})
			}
		}
	}
	return m
}

// known says that v is harmless when the condition has this value.
type known struct {
	v    ssa.Value
	when bool
}

func harmless(cond ssa.Value) []known {
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			list := harmless(c.X)
			for i := range list {
				list[i].when = !list[i].when
			}
			return list
		}
	case *ssa.BinOp:
		return compared(c)
	case *ssa.Lookup: // a map of bools
		return []known{{c.Index, true}}
	case *ssa.Extract:
		if look, ok := c.Tuple.(*ssa.Lookup); ok {
			return []known{{look.Index, true}}
		}
		if call, ok := c.Tuple.(*ssa.Call); ok {
			return judged(call, true)
		}
	case *ssa.Call:
		fn := flow.Callee(c.Common())
		if path(fn) == "strings" && len(c.Common().Args) > 0 &&
			(strings.HasPrefix(fn.Name(), "Contains") || strings.HasPrefix(fn.Name(), "Index")) {
			return []known{{c.Common().Args[0], false}}
		}
		return judged(c, true)
	}
	return nil
}

// compared is v == "constant", and err == nil of a validation.
func compared(c *ssa.BinOp) []known {
	if c.Op != token.EQL && c.Op != token.NEQ {
		return nil
	}
	x, y := c.X, c.Y
	if _, ok := x.(*ssa.Const); ok {
		x, y = y, x
	}
	k, ok := y.(*ssa.Const)
	if !ok {
		return nil
	}
	if k.Value != nil && k.Value.Kind() == constant.String && constant.StringVal(k.Value) != "" {
		return []known{{x, c.Op == token.EQL}}
	}
	if !k.IsNil() {
		return nil
	}
	if e, ok := x.(*ssa.Extract); ok {
		x = e.Tuple
	}
	if call, ok := x.(*ssa.Call); ok {
		return judged(call, c.Op == token.EQL)
	}
	return nil
}

// judges are the names of functions that look at what a text holds.
var judges = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i:valid|verify|check|allow|match|contains|known|supported|permitted|sanit|exists)|^(?i:is)[A-Z]|^(?:Parse|Atoi)`)
})

// judged are the arguments that the call finds good when it answers so.
func judged(call *ssa.Call, when bool) []known {
	fn := flow.Callee(call.Common())
	if fn == nil || !judges().MatchString(fn.Name()) {
		return nil
	}
	var list []known
	for _, arg := range call.Common().Args {
		switch a := arg.(type) {
		case *ssa.Convert:
			arg = a.X
		case *ssa.MakeInterface:
			arg = a.X
		}
		list = append(list, known{arg, when})
	}
	return list
}
