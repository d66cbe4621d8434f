package keyjoin

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/checks/internal/stub"
)

// index is what the package makes of one object type's composite keys.
type index struct {
	most    int // attributes
	at      string
	unknown bool // some key has a number of attributes that is not seen
}

// composite looks at composite keys and partial queries.
func (c *check) composite(calls []ssa.CallInstruction) {
	made := map[string]*index{}
	for _, site := range calls {
		if stub.Method(site.Common()) != "CreateCompositeKey" {
			continue
		}
		args := stub.Args(site.Common())
		kind, ok := c.kind(args[0])
		if !ok {
			continue
		}
		x := made[kind]
		if x == nil {
			x = &index{}
			made[kind] = x
		}
		elems, known := stub.Elements(args[1])
		if !known {
			x.unknown = true
			continue
		}
		if len(elems) > x.most {
			x.most, x.at = len(elems), c.p.At(site.Pos())
		}
		c.blank(site, "CreateCompositeKey", elems)
	}
	for _, site := range calls {
		name := stub.Method(site.Common())
		at := 0
		switch {
		case strings.HasPrefix(name, "GetStateByPartialCompositeKey"):
		case name == "GetPrivateDataByPartialCompositeKey":
			at = 1
		default:
			continue
		}
		args := stub.Args(site.Common())
		elems, known := stub.Elements(args[at+1])
		if !known {
			continue
		}
		c.blank(site, name, elems)
		kind, ok := c.kind(args[at])
		if x := made[kind]; ok && x != nil && !x.unknown && x.most > 0 && len(elems) >= x.most {
			c.list = append(c.list, report.Diagnostic{
				Pos: site.Pos(), Severity: report.Warning,
				Message: fmt.Sprintf("%s gets all %d attributes of the key that CreateCompositeKey makes at %s", name, x.most, x.at),
				Hint: "use GetState with the key itself: the query is for keys with more attributes than it is given, and the shim documents an " +
					"empty iterator for a full key",
			}.Analysis())
		}
	}
}

// kind is the object type of a composite key, where it is known.
func (c *check) kind(v ssa.Value) (string, bool) {
	if t, ok := text(v); ok {
		return t, true
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return "", false
	}
	if g, ok := load.X.(*ssa.Global); ok && c.loaded(load) {
		return "\x00" + g.Name(), true
	}
	return "", false
}

// blank reports an attribute that is the empty constant.
func (c *check) blank(site ssa.CallInstruction, name string, elems []ssa.Value) {
	for i, e := range elems {
		if t, ok := text(e); !ok || t != "" {
			continue
		}
		d := report.Diagnostic{Pos: site.Pos(), Severity: report.Notice,
			Message: fmt.Sprintf("%s gets an empty attribute %d", name, i+1),
			Hint:    "leave it out, or give it a value: an empty attribute is one of its own, and no query for a part of the key passes over it"}
		if name != "CreateCompositeKey" {
			d.Severity = report.Warning
			d.Message += ", and finds only keys in which it is empty too"
			d.Hint = "leave it out: the query takes the attributes that it gets as they are, and stands for the rest by itself"
		}
		c.list = append(c.list, d.Analysis())
		return
	}
}
