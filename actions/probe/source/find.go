package source

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// most bounds the places of one answer.
const most = 10

// Find lists the places that may have made a difference in what a function
// gives, the likeliest first. The function is named as in a proposal, cause is
// what was found to trigger the difference, and key the key that differs, or
// "". Where no check names a line, the last place is where the function
// begins, and says so. A function that the source does not have gives nothing.
func (c *Code) Find(function string, cause Cause, key string) []Place {
	e, ok := c.graph.entry(function)
	if !ok {
		return nil
	}
	list := c.judged(e, cause, key)
	if len(list) == 0 {
		list = c.suspects(e, cause)
		slices.SortStableFunc(list, candidate.compare)
		begin := c.place(e.pos)
		begin.Message = "here " + function + " begins"
		begin.Why = "no check names the line"
		list = append(list[:min(len(list), most-1)], candidate{place: begin})
		return places(list)
	}
	slices.SortStableFunc(list, candidate.compare)
	return places(list[:min(len(list), most)])
}

func places(list []candidate) (out []Place) {
	for _, one := range list {
		out = append(out, one.place)
	}
	return out
}

// candidate is a place, and how well it fits.
type candidate struct {
	place    Place
	tier     int // of the entry: less is nearer
	fit, key int // more is better
	severity int
	depth    int
}

func (a candidate) compare(b candidate) int {
	return cmp.Or(
		cmp.Compare(a.tier, b.tier),
		// Another key than the one that differs outweighs all else.
		-cmp.Compare(min(a.key, 0), min(b.key, 0)),
		-cmp.Compare(a.fit, b.fit),
		-cmp.Compare(a.key, b.key),
		-cmp.Compare(a.severity, b.severity),
		cmp.Compare(a.depth, b.depth),
		cmp.Compare(a.place.Path, b.place.Path),
		cmp.Compare(a.place.Line, b.place.Line),
		cmp.Compare(a.place.Column, b.place.Column),
	)
}

// judged are the diagnostics that fit.
func (c *Code) judged(e entry, cause Cause, key string) (list []candidate) {
	for _, s := range c.said {
		fit := s.fit(cause)
		if fit == none {
			continue
		}
		tier, p := e.at(s)
		if p == nil {
			continue
		}
		place := c.place(s.Pos)
		place.Rule = s.rule
		place.Message, place.Hint = split(s.Message)
		place.Related = append(c.related(s.Diagnostic), c.deeper(e.tiers[tier], s, cause)...)
		place.Why = c.why(e, e.tiers[tier], p)
		list = append(list, candidate{
			place: place, tier: tier, fit: fit, key: c.keyed(s, key),
			severity: slices.Index([]string{"notice", "warning", "error"}, s.Category),
			depth:    e.tiers[tier].steps[p].depth,
		})
	}
	return list
}

// deeper are the lines in functions that a diagnostic's line calls, where what
// it tells of arises: the checks name the call.
func (c *Code) deeper(r *reach, s said, cause Cause) (list []Related) {
	at := c.fset.Position(s.Pos)
	same := func(pos token.Pos) bool {
		p := c.fset.Position(pos)
		return p.Filename == at.Filename && p.Line == at.Line
	}
	for _, p := range r.order {
		if len(list) == most || !r.through(p, same) {
			continue
		}
		for _, one := range c.suspected(r, p, cause) {
			list = append(list, Related{one.place.Path, one.place.Line, one.place.Column, one.place.Message})
		}
	}
	return list
}

// at is the nearest code of the entry that a diagnostic is about.
func (e entry) at(s said) (tier int, p *piece) {
	for tier, r := range e.tiers {
		if p := r.at(s.Pos); p != nil {
			return tier, p
		}
	}
	for tier, r := range e.tiers {
		for _, related := range s.Related {
			if p := r.at(related.Pos); p != nil {
				return tier, p
			}
		}
	}
	return 0, nil
}

// why is the way from the function to a piece.
func (c *Code) why(e entry, r *reach, p *piece) string {
	text := e.name
	for _, s := range r.path(p) {
		to := "a function"
		for next, step := range r.steps {
			if step == s && next.name() != "" {
				to = next.name()
			}
		}
		text += fmt.Sprintf(" > %s (%s)", to, c.place(s.pos))
	}
	if text == e.name {
		return "in " + text
	}
	return text
}

// keyed compares the keys that the calls of a diagnostic name with the one
// that differs: 1 the same, -1 only others, 0 not known.
func (c *Code) keyed(s said, key string) int {
	if key == "" {
		return 0
	}
	worst := 0
	for _, r := range s.Related {
		call, ok := c.graph.calls[r.Pos]
		if !ok {
			continue
		}
		at := 0
		if fn := callee(call); fn == nil || !strings.Contains(fn.Name(), "State") && !strings.Contains(fn.Name(), "Private") {
			continue
		} else if strings.Contains(fn.Name(), "Private") {
			at = 1 // after the collection
		}
		if at >= len(call.Args) {
			continue
		}
		switch text, whole := beginning(call, call.Args[at]); {
		case whole && text == key:
			return 1
		case whole || !strings.HasPrefix(key, text):
			worst = -1
		}
	}
	return worst
}

// beginning is the constant text that an expression begins with, and whether
// that is all of it.
func beginning(c call, e ast.Expr) (text string, whole bool) {
	if text, ok := textOf(c.info, e); ok {
		return text, true
	}
	if sum, ok := ast.Unparen(e).(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		text, _ = beginning(c, sum.X)
	}
	return text, false
}
