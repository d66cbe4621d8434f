package crash

import (
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
)

// key names a slice or a string by where it comes from, the same for each way
// in which a function names it: ".2" is a field, "[0]" an element. What the
// client sent has no base: every function of a transaction gets the same.
type key struct {
	base ssa.Value
	path string
}

// The client's arguments: with the function's name, and behind it.
const (
	all    = "all"
	params = "params"
)

// deepest is how many steps lead from a value to its key.
const deepest = 24

func (f *finder) keyOf(v ssa.Value, path string) key {
	k := key{v, path}
	for range deepest {
		next, ok := f.step(k)
		if !ok {
			break
		}
		k = next
	}
	if rest, ok := strings.CutPrefix(k.path, all+"["); ok && k.base == nil {
		if i, after, ok := strings.Cut(rest, "]"); ok && i != "0" {
			n, _ := strconv.Atoi(i)
			k.path = params + element(n-1) + after
		}
	}
	return k
}

// elements stands for each element of a list.
const elements = "[*]"

func element(i int) string { return "[" + strconv.Itoa(i) + "]" }

// step goes from a key to that of what it is a part of.
func (f *finder) step(k key) (key, bool) {
	switch v := k.base.(type) {
	case *ssa.UnOp:
		return key{v.X, k.path}, v.Op == token.MUL
	case *ssa.FieldAddr:
		return key{v.X, "." + strconv.Itoa(v.Field) + k.path}, true
	case *ssa.Field:
		return key{v.X, "." + strconv.Itoa(v.Field) + k.path}, true
	case *ssa.IndexAddr:
		i, ok := number(v.Index)
		return key{v.X, element(i) + k.path}, ok
	case *ssa.ChangeType:
		return key{v.X, k.path}, true
	case *ssa.Convert:
		return key{v.X, k.path}, sameLength(v)
	case *ssa.Slice:
		return shifted(v, k.path)
	case *ssa.Alloc:
		return f.spilled(v, k.path)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return key{nil, params + k.path}, ok && v.Index == 1 && f.asksFor(call, "GetFunctionAndParameters")
	case *ssa.Call:
		return key{nil, all + k.path}, f.asksFor(v, "GetStringArgs") || f.asksFor(v, "GetArgs")
	}
	return k, false
}

// shifted is the key of an element of s, which lies further on in what s is
// cut from; or of all of it.
func shifted(s *ssa.Slice, path string) (key, bool) {
	low, ok := 0, true
	if s.Low != nil {
		low, ok = number(s.Low)
	}
	if !ok || !isList(s.X.Type()) {
		return key{}, false
	}
	if path == "" {
		return key{s.X, ""}, low == 0 && s.High == nil
	}
	i, rest, found := strings.Cut(strings.TrimPrefix(path, "["), "]")
	n, err := strconv.Atoi(i)
	return key{s.X, element(low+n) + rest}, found && err == nil && path[0] == '['
}

// asksFor says whether call is the stub's method of that name.
func (f *finder) asksFor(call *ssa.Call, name string) bool {
	fn := flow.Callee(call.Common())
	if fn == nil || fn.Name() != name {
		return false
	}
	recv := fn.Signature().Recv()
	return recv != nil && f.p.CarriesStub(recv.Type())
}

// spilled is the one value that a local variable, or its field at the head of
// path, ever gets.
func (f *finder) spilled(alloc *ssa.Alloc, path string) (key, bool) {
	whole, rest := f.stores(alloc, path)
	if len(whole) != 1 {
		return key{}, false
	}
	return key{whole[0].Val, rest}, true
}

// stores are the stores to a local variable, or to its field at the head of
// path, with what is left of the path below what they store.
func (f *finder) stores(alloc *ssa.Alloc, path string) ([]*ssa.Store, string) {
	own := f.kept[alloc]
	if own == nil {
		own = map[int][]*ssa.Store{}
		f.kept[alloc] = own
		for _, ref := range *alloc.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == alloc {
					own[whole] = append(own[whole], ref)
				}
			case *ssa.FieldAddr:
				for _, use := range *ref.Referrers() {
					if s, ok := use.(*ssa.Store); ok && s.Addr == ref {
						own[ref.Field] = append(own[ref.Field], s)
					}
				}
			}
		}
	}
	if strings.HasPrefix(path, ".") {
		end := strings.IndexAny(path[1:], ".[") + 1
		if end == 0 {
			end = len(path)
		}
		if field, _ := strconv.Atoi(path[1:end]); len(own[field]) > 0 {
			return own[field], path[end:]
		}
	}
	return own[whole], path
}

// whole stands for all of a variable among its fields.
const whole = -1

// number is the value of a small constant.
func number(v ssa.Value) (int, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	n, exact := constant.Int64Val(c.Value)
	return int(n), exact && n >= 0 && n < most
}

// most is the length that stands for "checked, but not against a constant".
const most = 1 << 30

// sameLength says whether a conversion keeps the length: between strings and
// bytes.
func sameLength(v *ssa.Convert) bool {
	return flow.IsText(v.X.Type()) && flow.IsText(v.Type())
}

// isList says whether t is a slice or a string: what has a length that only
// shows when the program runs.
func isList(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Info()&types.IsString != 0
	case *types.Slice:
		return true
	}
	return false
}
