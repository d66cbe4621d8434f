package origin

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/profile"
)

// Family is a kind of disagreement; its check has the same name.
type Family string

const (
	Clock  Family = "walltime"
	Random Family = "random"
	Host   Family = "hostread"
)

// Families are all of them, in the order in which facts list them.
var Families = [...]Family{Clock, Random, Host}

// Origin is a place where disagreement arises.
type Origin struct {
	Family Family
	Name   string // time.Now
	// Fills is the argument that is filled, the receiver not counted, or -1
	// where results are.
	Fills int
}

// OfCall says what arises at a call of fn.
func OfCall(fn *types.Func, call *ssa.CallCommon) (Origin, bool) {
	o, ok := Of(fn)
	if ok && o.Family == Host && agreed(call) {
		return Origin{}, false
	}
	return o, ok
}

// Of says what arises where fn is called, whatever its arguments.
func Of(fn *types.Func) (Origin, bool) {
	if fn == nil || fn.Pkg() == nil {
		return Origin{}, false
	}
	path := fabric.Unvendored(fn.Pkg().Path())
	o := Origin{Name: fn.Pkg().Name() + "." + fn.Name(), Fills: -1}
	if check := profile.Current().Source(fn); check != "" {
		o.Family = Family(check)
		return o, true
	}
	if recv := fn.Signature().Recv(); recv != nil {
		o.Family = ofMethod(path, fn.Name(), typeName(recv.Type()))
		return o, o.Family != ""
	}
	row, ok := functions()[path]
	if !ok || row.only != nil && !row.only[fn.Name()] || row.but[fn.Name()] {
		return Origin{}, false
	}
	o.Family = row.family
	if fills(path, fn.Name()) {
		o.Fills = 0
	}
	return o, true
}

// fills says whether the function puts what arises into its first argument.
func fills(path, name string) bool {
	switch path {
	case "crypto/rand", "math/rand":
		return name == "Read"
	case "runtime":
		return name == "ReadMemStats" || name == "Stack"
	case "runtime/debug":
		return name == "ReadGCStats"
	}
	return false
}

// OfVariable says what arises where a package variable is read.
func OfVariable(v types.Object) (Origin, bool) {
	if v == nil || v.Pkg() == nil {
		return Origin{}, false
	}
	o := Origin{Name: v.Pkg().Name() + "." + v.Name(), Fills: -1}
	switch path := v.Pkg().Path(); {
	case path == "crypto/rand" && v.Name() == "Reader":
		o.Family = Random
	case path == "os" && v.Name() == "Args":
		o.Family = Host
	default:
		return Origin{}, false
	}
	return o, true
}

// Known says whether path is a package of which some functions are origins, so
// that its other functions are known too: uuid's String.
func Known(path string) bool {
	_, ok := functions()[fabric.Unvendored(path)]
	return ok
}

// Mentions says whether the package uses anything that is known here: whether
// there is something to look for in it.
func Mentions(info *types.Info) bool {
	for _, obj := range info.Uses {
		switch obj := obj.(type) {
		case *types.Func:
			if _, ok := Of(obj); ok {
				return true
			}
		case *types.Var:
			if _, ok := OfVariable(obj); ok {
				return true
			}
		}
	}
	return false
}

func typeName(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// agreed says whether the call asks for what the peer sets alike on every
// endorser of one organisation, and what is no part of a result by itself:
// the organisation's name (shim.GetMSPID reads the same variable).
func agreed(call *ssa.CallCommon) bool {
	for _, arg := range call.Args {
		c, ok := arg.(*ssa.Const)
		if ok && c.Value != nil && c.Value.Kind() == constant.String && constant.StringVal(c.Value) == "CORE_PEER_LOCALMSPID" {
			return true
		}
	}
	return false
}
