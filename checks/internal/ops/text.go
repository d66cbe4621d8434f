package ops

import (
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/report"
)

// Certain says whether b follows a wherever both may happen: whoever comes to
// one of them also comes to the other.
func (f *Func) Certain(a, b *Event) bool {
	return a.Sure && b.Sure &&
		(a.Site.Block().Dominates(b.Site.Block()) || f.p.Flow.Passes(a.Site.Block(), b.Site.Block()))
}

// Place is where a reader looks for the event: at the call of the stub where
// that is within the function or a literal in it, else at the call that comes
// to it.
func (e *Event) Place() token.Pos {
	if len(e.Via) == 0 && e.pos.IsValid() {
		return e.pos
	}
	return report.Place(e.Site)
}

// String names an event in a message: GetState at store.go:71 through load.
func (e *Event) String() string { return e.named("") }

// Of is like String, with the key where it can be told.
func (e *Event) Of(f *Func) string {
	if key := f.text(e.Key); key != "" {
		return e.named(" of " + key)
	}
	return e.named("")
}

// OfSame is like String, and says that the key is the one that was named.
func (e *Event) OfSame() string { return e.named(" of the same key") }

func (e *Event) named(of string) string {
	text := e.Name + of + " at " + e.At
	if len(e.Via) > 0 {
		text += " through " + strings.Join(e.Via, ", ")
	}
	return text
}

// Related are the places of e: where the function comes to it, and where the
// stub is called, if that is in the same package.
func (e *Event) Related(note string) []analysis.RelatedInformation {
	list := []analysis.RelatedInformation{{Pos: e.Place(), Message: note}}
	if e.pos.IsValid() && e.pos != e.Place() {
		list = append(list, analysis.RelatedInformation{Pos: e.pos, Message: e.Name + " is called here"})
	}
	return list
}

// longest is how long a key in a message is.
const longest = 60

// text is x as the source would have it, or "" where it has no short form.
func (f *Func) text(x Expr) string {
	text, ok := f.spell(x)
	if !ok || len(text) > longest {
		return ""
	}
	return text
}

func (f *Func) spell(x Expr) (string, bool) {
	path := spellPath(x.Text)
	switch x.Op {
	case constant:
		return strconv.Quote(x.Text), true
	case parameter:
		if x.Index < len(f.Fn.Params) {
			return f.Fn.Params[x.Index].Name() + path, true
		}
		if i := x.Index - free; i >= 0 && i < len(f.Fn.FreeVars) {
			return f.Fn.FreeVars[i].Name() + path, true
		}
	case local:
		alloc, ok := x.root.(*ssa.Alloc)
		if ok && alloc.Comment != "" && !strings.Contains(alloc.Comment, " ") && alloc.Comment != "complit" {
			return alloc.Comment + path, true
		}
	case joined:
		return f.list(x.Args, " + ")
	case composite:
		name, ok := x.Args[0].Const()
		if args, ok2 := f.list(x.Args[1:], ", "); ok && ok2 {
			return name + "(" + args + ")", true
		}
	}
	return "", false
}

// spellPath is a path as Go has it: /Owner/0/Name is .Owner[0].Name.
func spellPath(path string) string {
	var b strings.Builder
	for i, segment := range strings.Split(path, "/") {
		switch {
		case i == 0:
		case segment != "" && segment[0] >= '0' && segment[0] <= '9':
			b.WriteString("[" + segment + "]")
		default:
			b.WriteString("." + segment)
		}
	}
	return b.String()
}

func (f *Func) list(args []Expr, separator string) (string, bool) {
	var list []string
	for _, arg := range args {
		text, ok := f.spell(arg)
		if !ok {
			return "", false
		}
		list = append(list, text)
	}
	return strings.Join(list, separator), true
}

// Stub is the call of the stub, where it is in the same package.
func (e *Event) Stub() token.Pos { return e.pos }
