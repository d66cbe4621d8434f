package codecorder

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/format"
)

// finder collects the encodings of a package that are not canonical.
type finder struct {
	p    *flow.Package
	list []*encoding
	gobs []gobbed
}

// call looks at one call: is it of an encoder, and of what type's values?
func (f *finder) call(site ssa.CallInstruction) {
	if call, ok := format.Of(site); ok {
		f.printed(site, call)
		return
	}
	common := site.Common()
	fn := flow.Callee(common)
	if fn == nil || fn.Pkg() == nil {
		return
	}
	path, name := fabric.Unvendored(fn.Pkg().Path()), fn.Name()
	args, recv := flow.Arguments(common), flow.Receiver(common)
	switch path {
	case "google.golang.org/protobuf/proto", "github.com/golang/protobuf/proto", "github.com/gogo/protobuf/proto",
		"github.com/hyperledger/fabric/protoutil", "github.com/hyperledger/fabric/protos/utils":
		f.proto(site, fn, args, recv)
	case "google.golang.org/protobuf/encoding/protojson", "google.golang.org/protobuf/encoding/prototext":
		f.protoText(site, fn, args, recv)
	case "encoding/gob":
		if name == "Encode" && recv != nil && len(args) == 1 {
			f.gob(site, args[0], recv)
		}
	case "encoding/json/v2", "github.com/go-json-experiment/json":
		f.jsonV2(site, fn, args)
	case "github.com/json-iterator/go":
		if strings.HasPrefix(name, "Marshal") && len(args) > 0 && (recv == nil || unsorted(recv)) {
			f.maps(site, args[0], "jsoniter."+name, "jsoniter.ConfigCompatibleWithStandardLibrary and encoding/json sort the keys")
		}
	case "github.com/vmihailenco/msgpack", "github.com/vmihailenco/msgpack/v4", "github.com/vmihailenco/msgpack/v5":
		if name == "Marshal" && recv == nil && len(args) == 1 {
			f.maps(site, args[0], "msgpack.Marshal", "an Encoder with SetSortMapKeys(true) sorts the keys")
		}
	case "github.com/fxamacker/cbor", "github.com/fxamacker/cbor/v2":
		if name == "Marshal" && recv == nil && len(args) >= 1 {
			f.maps(site, args[0], "cbor.Marshal", "an EncMode of cbor.CanonicalEncOptions() sorts the keys")
		}
	case "go.mongodb.org/mongo-driver/bson", "go.mongodb.org/mongo-driver/v2/bson":
		if strings.HasPrefix(name, "Marshal") && recv == nil {
			f.maps(site, args[0], "bson."+name, "a bson.D has an order; encoding/json sorts the keys")
		}
	default:
		if name == "String" && recv != nil && len(args) == 0 && isMessage(recv.Type()) {
			f.text(site, recv.Type(), typeName(recv.Type())+".String")
		}
	}
}

func (f *finder) add(e *encoding) { f.list = append(f.list, e) }

// maps notes a call that encodes a map in Go's random order.
func (f *finder) maps(site ssa.CallInstruction, v ssa.Value, encoder, cure string) {
	for _, t := range f.concrete(v, 0) {
		if field := holdsMap(t); field != "" {
			f.add(&encoding{site: site, what: encoder + " encodes the map " + field + " in random order", hint: cure})
			return
		}
	}
}

const deterministic = "proto.MarshalOptions{Deterministic: true}.Marshal sorts the keys of maps"

// proto is a call of a protobuf package that gives the binary encoding.
func (f *finder) proto(site ssa.CallInstruction, fn *types.Func, args []ssa.Value, recv ssa.Value) {
	encoder := fn.Pkg().Name() + "." + fn.Name()
	var into ssa.Value
	switch {
	case recv == nil && (fn.Name() == "Marshal" || fn.Name() == "MarshalOrPanic"):
	case recv != nil && typeName(recv.Type()) == "MarshalOptions" && strings.HasPrefix(fn.Name(), "Marshal"):
		if !plain(recv, "Deterministic") {
			return
		}
		encoder = "proto.MarshalOptions." + fn.Name()
	case recv != nil && typeName(recv.Type()) == "Buffer" && fn.Name() == "Marshal":
		if calls(recv, "SetDeterministic") {
			return
		}
		encoder, into = "proto.Buffer.Marshal", recv
	default:
		return
	}
	for _, t := range f.concrete(args[len(args)-1], 0) {
		if field := holdsMap(t); field != "" {
			f.add(&encoding{site: site, into: into, what: encoder + " encodes the map " + field + " in random order", hint: deterministic})
			return
		}
	}
}

// plain says whether the options are a literal in which the flag is not set.
func plain(options ssa.Value, flag string) bool {
	load, ok := options.(*ssa.UnOp)
	if !ok {
		c, ok := options.(*ssa.Const)
		return ok && c.Value == nil // MarshalOptions{}
	}
	alloc, ok := load.X.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if flow.PlaceOf(ref).Path == "/"+flag && slices.ContainsFunc(*ref.Referrers(), sets) {
				return false
			}
		case *ssa.Store:
			if c, ok := ref.Val.(*ssa.Const); !ok || c.Value != nil {
				return false // somebody else's options
			}
		}
	}
	return true
}

// sets says whether instr stores anything but false.
func sets(instr ssa.Instruction) bool {
	store, ok := instr.(*ssa.Store)
	if !ok {
		return false
	}
	c, ok := store.Val.(*ssa.Const)
	return !ok || c.Value == nil || c.Value.Kind() != constant.Bool || constant.BoolVal(c.Value)
}

// calls says whether a method of this name is called on v.
func calls(v ssa.Value, method string) bool {
	refs := v.Referrers()
	return refs != nil && slices.ContainsFunc(*refs, func(ref ssa.Instruction) bool {
		site, ok := ref.(ssa.CallInstruction)
		return ok && flow.Receiver(site.Common()) == v && flow.Callee(site.Common()).Name() == method
	})
}

// jsonV2 is a call of encoding/json/v2, whose maps are sorted on request only.
func (f *finder) jsonV2(site ssa.CallInstruction, fn *types.Func, args []ssa.Value) {
	var into ssa.Value
	v := 0
	switch fn.Name() {
	case "Marshal":
	case "MarshalWrite":
		into, v = args[0], 1
	default:
		return
	}
	if c, ok := args[len(args)-1].(*ssa.Const); !ok || c.Value != nil {
		return // options, which may well ask for it
	}
	before := len(f.list)
	f.maps(site, args[v], "json."+fn.Name()+" of encoding/json/v2", "json.Deterministic(true) as an option sorts the keys")
	if len(f.list) > before {
		f.list[before].into = into
	}
}

// unsorted says whether the API is one of jsoniter's own that do not sort.
func unsorted(api ssa.Value) bool {
	load, ok := api.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && (g.Name() == "ConfigDefault" || g.Name() == "ConfigFastest") && strings.HasSuffix(g.Pkg.Pkg.Path(), "json-iterator/go")
}

// widest is how many callers are asked for the type of what they hand on.
const (
	widest  = 20
	deepest = 3
)

// concrete are the types that v may have: its own, or what callers hand on as
// an interface.
func (f *finder) concrete(v ssa.Value, deep int) (list []types.Type) {
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return []types.Type{v.X.Type()}
	case *ssa.ChangeInterface:
		return f.concrete(v.X, deep)
	case *ssa.Parameter:
		callers := f.p.Callers(v.Parent())
		if deep > deepest || len(callers) > widest || !types.IsInterface(v.Type()) {
			break
		}
		for _, site := range callers {
			if arg := flow.Argument(site.Common(), v.Parent(), v); arg != nil {
				list = append(list, f.concrete(arg, deep+1)...)
			}
		}
		return list
	}
	if types.IsInterface(v.Type()) {
		return nil
	}
	return []types.Type{v.Type()}
}
