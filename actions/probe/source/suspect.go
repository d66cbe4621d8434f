package source

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// suspects are the lines that tell from run to run, in code that the function
// comes to. Nobody has followed what becomes of them.
func (c *Code) suspects(e entry, cause Cause) (list []candidate) {
	for tier, r := range e.tiers {
		for _, p := range r.order {
			for _, one := range c.suspected(r, p, cause) {
				one.tier, one.depth = tier, r.steps[p].depth
				one.place.Why = c.why(e, r, p) + "; no check names the line"
				list = append(list, one)
			}
		}
	}
	return list
}

// suspected are those of one piece.
func (c *Code) suspected(r *reach, p *piece, cause Cause) (list []candidate) {
	p.inspect(r.but, func(n ast.Node) bool {
		message, row := suspect(p, n)
		fit := row[cause]
		if cause == Any && len(row) > 0 {
			fit = possible
		}
		if fit > none {
			place := c.place(n.Pos())
			place.Message = message
			list = append(list, candidate{place: place, fit: fit})
		}
		return true
	})
	return list
}

// suspect says what a node does that may differ, and with what that has to do.
func suspect(p *piece, n ast.Node) (string, fits) {
	switch n := n.(type) {
	case *ast.RangeStmt:
		if t := p.info.TypeOf(n.X); t != nil {
			if _, ok := t.Underlying().(*types.Map); ok {
				return "ranges over a map, whose order differs from run to run", fits{Order: likely}
			}
		}
	case *ast.GoStmt:
		return "starts a goroutine", fits{Order: likely, Processors: likely}
	case *ast.SelectStmt:
		if len(n.Body.List) > 1 {
			return "selects one of several channels by chance", fits{Order: likely, Processors: possible}
		}
	case *ast.AssignStmt:
		for _, left := range n.Lhs {
			if v, ok := holder(p.info, left).(*types.Var); ok && global(v) {
				return "writes the package variable " + v.Name(), fits{Process: likely}
			}
		}
	case *ast.IncDecStmt:
		if v, ok := holder(p.info, n.X).(*types.Var); ok && global(v) {
			return "writes the package variable " + v.Name(), fits{Process: likely}
		}
	case *ast.BasicLit:
		if n.Kind == token.STRING && strings.Contains(n.Value, "%p") {
			return "prints an address", fits{Address: likely, Order: possible, Process: possible}
		}
	case *ast.CallExpr:
		if fn := callee(call{n, p.info}); fn != nil {
			return fn.Pkg().Name() + "." + fn.Name() + " is called", foreign(fn)
		}
	}
	return "", nil
}

// foreign is what a function of the standard library has to do with.
func foreign(fn *types.Func) fits {
	switch name := fn.FullName(); name {
	case "time.Now", "time.Since", "time.Until", "time.After", "time.NewTimer", "time.NewTicker":
		return fits{Clock: likely, Order: possible}
	case "(time.Time).Local", "time.Unix", "time.UnixMilli", "time.UnixMicro", "time.ParseInLocation", "time.LoadLocation":
		return fits{Zone: likely, Environment: possible}
	case "(*sync.Map).Range", "maps.Keys", "maps.Values", "maps.All":
		return fits{Order: likely}
	case "os.ReadFile", "os.Open", "os.OpenFile", "os.Stat", "os.ReadDir":
		return fits{Folder: likely, Environment: possible}
	default:
		if row, ok := hostFits(strings.NewReplacer("path/", "").Replace(name)); ok {
			return row
		}
	}
	switch fn.Pkg().Path() {
	case "math/rand", "math/rand/v2", "crypto/rand":
		return fits{Order: likely, Process: possible}
	}
	return nil
}
