package contractexposed

import (
	"go/token"
	"go/types"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

// exposure knows what the package's functions come to.
type exposure struct {
	p      *flow.Package
	bodies map[*types.Func]*ssa.Function
	// own is the first write or event of each function itself.
	own map[*ssa.Function]ssa.CallInstruction
	// writes and identity are the functions that come to a write, and to a look
	// at the client, by calls that cannot go elsewhere.
	writes, identity map[*ssa.Function]bool
	// addressed are those that come to transient data: only clients send them.
	addressed map[*ssa.Function]bool
}

func newExposure(p *flow.Package) *exposure {
	x := &exposure{p: p, bodies: contract.Bodies(p), own: map[*ssa.Function]ssa.CallInstruction{}}
	var writers, askers, readers []*ssa.Function
	for _, fn := range p.Funcs {
		asks := false
		for _, site := range flow.Sites(fn) {
			if c, ok := flow.StubCall(site.Common()); ok && (c.Class == fabric.Write || c.Class == fabric.Event) && x.own[fn] == nil {
				x.own[fn] = site
				writers = append(writers, fn)
			}
			asks = asks || looks(site)
			if argument.IsStubMethod(site, "GetTransient") {
				readers = append(readers, fn)
			}
		}
		if asks {
			askers = append(askers, fn)
		}
	}
	x.writes, x.identity = x.p.Above(writers, true), x.p.Above(askers, false)
	x.addressed = x.p.Above(readers, false)
	return x
}

// looks says whether the call looks at who the client is.
func looks(site ssa.CallInstruction) bool {
	fn := flow.Callee(site.Common())
	if fn == nil {
		return false
	}
	switch fn.Name() {
	case "GetClientIdentity", "GetCreator", "GetSignedProposal":
		return true
	}
	return fn.Pkg() != nil && strings.HasSuffix(fn.Pkg().Path(), "/cid")
}

// firstWrite is the first call of fn, or of a closure in it, that is or comes
// to a write, and the write's name.
func (x *exposure) firstWrite(fn *ssa.Function) (ssa.CallInstruction, string) {
	if !x.writes[fn] {
		return nil, ""
	}
	for _, site := range flow.Sites(fn) {
		if site == x.own[fn] {
			return site, flow.Callee(site.Common()).Name()
		}
		if owner := sinkOwner(x, site); owner != nil {
			return site, flow.Callee(x.own[owner].Common()).Name()
		}
	}
	for _, anon := range fn.AnonFuncs {
		if site, name := x.firstWrite(anon); site != nil {
			return site, name
		}
	}
	return nil, ""
}

// sinkOwner is the function with the write that site comes to, or nil.
func sinkOwner(x *exposure, site ssa.CallInstruction) *ssa.Function {
	seen := map[*ssa.Function]bool{}
	queue := []ssa.CallInstruction{site}
	for len(queue) > 0 {
		callees := x.p.Callees(queue[0])
		queue = queue[1:]
		if len(callees) != 1 || seen[callees[0]] || !x.writes[callees[0]] {
			continue
		}
		fn := callees[0]
		seen[fn] = true
		if x.own[fn] != nil {
			return fn
		}
		queue = append(queue, flow.Sites(fn)...)
		for _, anon := range fn.AnonFuncs {
			queue = append(queue, flow.Sites(anon)...)
			if x.own[anon] != nil {
				return anon
			}
		}
	}
	return nil
}

// guards is a transaction that looks at the client before it calls fn, and the
// call, where every transaction that calls fn does.
func (x *exposure) guards(fn *ssa.Function, transactions map[*ssa.Function]*types.Func) (*types.Func, ssa.CallInstruction) {
	var first *types.Func
	var at ssa.CallInstruction
	for _, site := range x.p.Callers(fn) {
		caller := transactions[site.Parent()]
		if caller == nil || site.Parent() == fn || len(x.p.Callees(site)) != 1 {
			return nil, nil
		}
		if !x.looksBefore(site) {
			return nil, nil
		}
		if first == nil {
			first, at = caller, site
		}
	}
	return first, at
}

// looksBefore says whether the way to site passes a check of the client.
func (x *exposure) looksBefore(site ssa.CallInstruction) bool {
	for _, other := range flow.Sites(site.Parent()) {
		if other == site || !flow.Before(other, site) || !checks(other) {
			continue
		}
		if looks(other) {
			return true
		}
		for _, callee := range x.p.Callees(other) {
			if x.identity[callee] {
				return true
			}
		}
	}
	return false
}

// checks says whether the call's answer can turn a client away: it is an error
// or a bool alone, or it is compared. Who only notes the client's name as an
// owner guards nothing.
func checks(site ssa.CallInstruction) bool {
	v := site.Value()
	if v == nil {
		return false
	}
	if verdict(site.Common().Signature()) {
		return true
	}
	answers := []ssa.Value{v}
	for _, ref := range *v.Referrers() {
		if part, ok := ref.(*ssa.Extract); ok {
			answers = append(answers, part)
		}
	}
	for _, answer := range answers {
		for _, ref := range *answer.Referrers() {
			switch ref := ref.(type) {
			case *ssa.BinOp:
				if (ref.Op == token.EQL || ref.Op == token.NEQ) && !isNil(ref.X) && !isNil(ref.Y) {
					return true
				}
			case ssa.CallInstruction:
				if fn := flow.Callee(ref.Common()); fn != nil && judges().MatchString(fn.Name()) && verdict(ref.Common().Signature()) {
					return true
				}
			}
		}
	}
	return false
}

// judges fits the names of functions that look at what they get.
var judges = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i:valid|verify|check|allow|match|equal|contains|auth|permit|require|assert)|^(?i:is|has|must)[A-Z]`)
})

// verdict says whether a function answers with errors and bools alone.
func verdict(sig *types.Signature) bool {
	for r := range sig.Results().Variables() {
		b, ok := r.Type().Underlying().(*types.Basic)
		if !types.Identical(r.Type(), types.Universe.Lookup("error").Type()) && (!ok || b.Kind() != types.Bool) {
			return false
		}
	}
	return sig.Results().Len() > 0
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}
