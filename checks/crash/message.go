package crash

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// shortLists are the findings, those that an earlier one stands for left out:
// past the first index, fewer elements cannot be.
func (f *finder) shortLists() []analysis.Diagnostic {
	var kept []*short
	byList := map[key][]*short{}
	for _, s := range f.lists {
		merged := false
		for _, old := range byList[s.want.list] {
			if old.want.fn == s.want.fn && before(old.want.block, s.want.block) {
				old.want.n, merged = max(old.want.n, s.want.n), true
				break
			}
		}
		if !merged {
			kept = append(kept, s)
			byList[s.want.list] = append(byList[s.want.list], s)
		}
	}
	var list []analysis.Diagnostic
	for _, s := range kept {
		list = append(list, f.describe(s))
	}
	return list
}

// before says whether every way to b passes a.
func before(a, b point) bool {
	if a.block == b.block {
		return a.index <= b.index
	}
	return a.block.Dominates(b.block)
}

// describe puts a list that may be too short into words.
func (f *finder) describe(s *short) analysis.Diagnostic {
	d := report.Diagnostic{Pos: report.Place(s.want.at), Severity: report.Error}
	if s.likely {
		d.Severity = report.Warning
	}
	text := s.want.text
	if text == "" {
		text = f.text(d.Pos)
	}
	list, _, _ := strings.Cut(text, "[")
	if i := strings.LastIndexByte(text, '['); i > 0 {
		list = text[:i]
	}
	has := f.least(s.want.fn, s.want.list, s.want.block)
	if s.want.place != "" {
		d.Message = fmt.Sprintf("%s reads %s at %s, and nothing on the way checks len(%s)", s.want.inner, text, s.want.place, list)
	} else if has > 0 {
		d.Message = fmt.Sprintf("%s needs %d elements, and the checks on the way ensure %d", text, s.want.n, has)
	} else {
		d.Message = fmt.Sprintf("%s is read with no check of len(%s) on the way", text, list)
	}
	d.Message += ": a client that sends less ends the process"
	via := ""
	for t := s.trail; t != nil; t = t.outer {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: report.Place(t.site), Message: "passed to " + f.p.Name(t.from)})
		if t.from == s.want.fn {
			via = f.p.Name(t.from)
		}
	}
	d.Related = append([]analysis.RelatedInformation{{Pos: s.from, Message: s.source}}, d.Related...)
	if via != "" && s.trail != nil {
		d.Message += fmt.Sprintf(" (from %s)", f.p.Name(s.trail.site.Parent()))
	}
	d.Hint = fmt.Sprintf("return an error first if len(%s) < %d: the shim does not recover a panic, and every transaction in flight dies too", list, s.want.n)
	return d.Analysis()
}

// text is the source of the index or slice expression whose bracket is at pos.
func (f *finder) text(pos token.Pos) string {
	if f.texts == nil {
		f.texts = map[token.Pos]string{}
		for _, file := range f.pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.IndexExpr:
					f.texts[n.Lbrack] = types.ExprString(n)
				case *ast.SliceExpr:
					f.texts[n.Lbrack] = types.ExprString(n)
				}
				return true
			})
		}
	}
	if text := f.texts[pos]; text != "" {
		return text
	}
	return "the list[]"
}

// entryOf names the transaction by which control comes to fn, where that is
// not fn itself.
func (f *finder) entryOf(fn *ssa.Function) string {
	if f.entries[fn] != flow.NoEntry || f.from[fn] == nil {
		return ""
	}
	return "reached from " + f.p.Name(f.from[fn])
}

// at names a place for a message.
func at(pass *analysis.Pass, n ast.Node) string {
	pos := pass.Fset.Position(n.Pos())
	return fmt.Sprintf("%s:%d", filepath.Base(pos.Filename), pos.Line)
}
