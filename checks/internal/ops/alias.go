package ops

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Alias says whether two operations concern the same entry.
type Alias uint8

// The answers.
const (
	No Alias = iota
	May
	Must
)

// Same says whether b, which may come after a, concerns the same key as a:
// Must where the keys are made in the same way and nothing between changes
// what they are made of.
func (f *Func) Same(a, b *Event) Alias {
	if !beside(a, b) {
		return No
	}
	if a.key != b.key || a.opaque || b.opaque {
		return No
	}
	if !f.unchanged(a.Site, b.Site, f.changes(b)) {
		return No
	}
	return Must
}

// beside says whether a and b look at the same kind of state.
func beside(a, b *Event) bool { return a.Meta == b.Meta && a.Private == b.Private }

// changes are the instructions that give what e's key is made of another
// value.
func (f *Func) changes(e *Event) []ssa.Instruction {
	var list []ssa.Instruction
	visit := func(x Expr) {
		if x.root == nil {
			return
		}
		if def, ok := x.root.(ssa.Instruction); ok && x.Op == local {
			list = append(list, def)
		}
		list = append(list, f.eval.writers(x.root, x.Text)...)
	}
	e.Key.each(visit)
	e.Coll.each(visit)
	return list
}

// Covers says whether the query q, which may come after the write w, asks for
// a set of keys that w's is in.
func (f *Func) Covers(q, w *Event) Alias {
	if !beside(q, w) || w.Op.Key.Op == unknown && q.Kind == Partial {
		return No
	}
	if q.Private {
		a, opaque := q.Coll.canon()
		b, opaque2 := w.Coll.canon()
		if a != b || opaque || opaque2 {
			return No
		}
	}
	switch q.Kind {
	case Partial:
		return f.startsAlike(q, w)
	case Range:
		return between(q.Key, q.End, w.Key)
	}
	return No
}

// startsAlike compares a partial composite key with the composite key of a
// write.
func (f *Func) startsAlike(q, w *Event) Alias {
	if !q.Key.IsComposite() || !w.Key.IsComposite() {
		return No
	}
	if w.Key.Op == composite && q.Key.Op == composite && len(q.Key.Args) > len(w.Key.Args) {
		return No
	}
	answer := Must
	for i, want := range q.Key.Args {
		if i >= len(w.Key.Args) || i > 0 && (w.Key.Op == open || q.Key.Op == open) {
			return May
		}
		got := w.Key.Args[i]
		a, opaque := want.canon()
		b, opaque2 := got.canon()
		switch {
		case a == b && !opaque && !opaque2:
		case want.Op == constant && got.Op == constant, i == 0:
			return No
		default:
			answer = May
		}
	}
	if answer == Must && !f.unchanged(w.Site, q.Site, f.changes(q)) {
		return No
	}
	return answer
}

// between says whether key lies between the bounds. Composite keys do not lie
// between simple ones: the shim refuses bounds that start like them, and takes
// "" for the first simple key (shim/stub.go, validateSimpleKeys).
func between(start, end, key Expr) Alias {
	if key.IsComposite() || key.Op == unknown || key.Op == none {
		return No
	}
	low, ok := start.Const()
	high, ok2 := end.Const()
	if !ok || !ok2 {
		return No
	}
	text, whole := key.prefix()
	if low == "" && high == "" {
		if text != "" {
			return Must
		}
		return May
	}
	if whole {
		if text >= low && (high == "" || text < high) {
			return Must
		}
		return No
	}
	// Some key that starts with text lies between unless all lie beside.
	if text == "" || text < low && !strings.HasPrefix(low, text) || high != "" && text >= high {
		return No
	}
	return May
}

// Entry is the same for events whose keys are made in the same way.
func (e *Event) Entry() string { return e.key }

// Varying splits a key with one part that is not constant into that part and
// the rest: balance(from) and balance(to) have the same rest.
func (e *Event) Varying() (part, rest string, ok bool) {
	if e.opaque {
		return "", "", false
	}
	ok = true
	x := e.Key.mapped(func(leaf Expr) Expr {
		text, _ := leaf.canon()
		ok = ok && (part == "" || part == text)
		part = text
		return Expr{Op: pure, Text: "*"}
	})
	rest, _ = x.canon()
	coll, _ := e.Coll.canon()
	return part, coll + "|" + rest, ok && part != ""
}
