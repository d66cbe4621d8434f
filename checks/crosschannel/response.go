package crosschannel

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/ops"
	"github.com/tallystick/tallystick/checks/internal/report"
)

// uses is what happens to a response.
type uses struct {
	checked bool // status or message, or whether there is a payload
	handed  bool // returned, stored or given to a function
	payload bool
}

// unchecked finds a call whose status nobody looks at.
func unchecked(e *ops.Event) (analysis.Diagnostic, bool) {
	v := e.Site.Value()
	if v == nil {
		return analysis.Diagnostic{}, false // deferred, or in a goroutine
	}
	u := uses{}
	u.of(v, 0)
	if u.checked || u.handed {
		return analysis.Diagnostic{}, false
	}
	d := report.Diagnostic{
		Pos: e.Place(), Severity: report.Warning,
		Hint: "return an error unless response.Status is shim.OK: else the transaction goes on, and on the same channel keeps what the callee wrote before it failed",
	}
	d.Message = e.String() + ": nobody looks at the response, so that an error of the called chaincode goes unnoticed"
	if u.payload {
		d.Message = e.String() + ": the payload is used without a look at the status, and is empty when the called chaincode failed"
	}
	return d.Analysis(), true
}

// used says whether a call's payload serves a purpose, or may.
func used(e *ops.Event) bool {
	v := e.Site.Value()
	if v == nil {
		return false
	}
	if !e.Direct {
		return true // for the called function to say
	}
	u := uses{}
	u.of(v, 0)
	return u.payload || u.handed
}

// deepest bounds how far a response is followed from variable to variable.
const deepest = 6

// of collects the uses of a response, of its address, or of its payload.
func (u *uses) of(v ssa.Value, depth int) {
	refs := v.Referrers()
	if refs == nil || depth > deepest {
		u.handed = true
		return
	}
	for _, ref := range *refs {
		switch ref := ref.(type) {
		case *ssa.Field:
			u.field(ref, flow.FieldName(ref.X.Type(), ref.Field))
		case *ssa.FieldAddr:
			u.field(ref, flow.FieldName(ref.X.Type(), ref.Field))
		case *ssa.UnOp:
			if ref.Op == token.MUL {
				u.of(ref, depth+1)
			}
		case *ssa.Store:
			if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v {
				u.of(alloc, depth+1)
			} else if ref.Addr != v {
				u.handed = true
			}
		case *ssa.Phi:
			u.of(ref, depth+1)
		case ssa.CallInstruction:
			u.method(ref)
		case *ssa.DebugRef:
		default:
			u.handed = true
		}
	}
}

// field is a use of one field: the payload, which may be compared with nothing
// or used, or another one, which is a look at how it went.
func (u *uses) field(v ssa.Value, name string) {
	if name != "Payload" {
		u.checked = u.checked || name == "Status" || name == "Message"
		return
	}
	u.content(v)
}

// content looks at what is done with the payload.
func (u *uses) content(v ssa.Value) {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp:
			u.content(ref)
		case *ssa.Convert:
			u.content(ref)
		case *ssa.BinOp:
			u.compared(ref)
		case *ssa.Call:
			if fails(ref) {
				u.checked = true
				continue
			}
			u.payload = true
		default:
			u.payload = true
		}
	}
}

// compared is a look at the payload, unless it becomes part of something.
func (u *uses) compared(op *ssa.BinOp) {
	if op.Op == token.ADD {
		u.payload = true
		return
	}
	u.checked = true
}

// fails says whether a function tells an empty payload from a full one, and
// its caller listens: len, bytes.Equal, json.Unmarshal and strconv.Atoi with
// their error.
func fails(call *ssa.Call) bool {
	if b, ok := call.Common().Value.(*ssa.Builtin); ok {
		return b.Name() == "len"
	}
	fn := flow.Callee(call.Common())
	if fn == nil {
		return false
	}
	if fn.Name() == "Equal" || fn.Name() == "Compare" || fn.Name() == "EqualFold" {
		return true
	}
	results := fn.Signature().Results()
	if results.Len() == 0 || !types.Identical(results.At(results.Len()-1).Type(), types.Universe.Lookup("error").Type()) {
		return false
	}
	if results.Len() == 1 {
		return len(*call.Referrers()) > 0
	}
	for _, ref := range *call.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == results.Len()-1 && len(*x.Referrers()) > 0 {
			return true
		}
	}
	return false
}

// method is a call with the response: a getter of v2's messages, or whatever
// else makes of it what it likes.
func (u *uses) method(site ssa.CallInstruction) {
	fn := flow.Callee(site.Common())
	switch {
	case fn != nil && (fn.Name() == "GetStatus" || fn.Name() == "GetMessage"):
		u.checked = true
	case fn != nil && fn.Name() == "GetPayload" && site.Value() != nil:
		u.content(site.Value())
	default:
		u.handed = true
	}
}
