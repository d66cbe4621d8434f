package codecorder

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/format"
)

// protoText is a call of protojson or prototext, whose spaces are chosen by a
// digest of the program's file (google.golang.org/protobuf/internal/detrand).
func (f *finder) protoText(site ssa.CallInstruction, fn *types.Func, args []ssa.Value, recv ssa.Value) {
	if !strings.HasPrefix(fn.Name(), "Marshal") && fn.Name() != "Format" || len(args) == 0 {
		return
	}
	inJSON := fn.Pkg().Name() == "protojson"
	loose := recv == nil && fn.Name() != "Format" // on one line, spaces stand behind the first field
	for _, t := range f.concrete(args[len(args)-1], 0) {
		if inJSON && scalar(t) || loose && single(t) {
			return
		}
	}
	hint := "store the binary encoding, proto.MarshalOptions{Deterministic: true}.Marshal"
	if inJSON {
		hint = "json.Compact takes the spaces out"
	}
	f.add(&encoding{
		site: site, kind: spaced, what: fn.Pkg().Name() + "." + fn.Name() + " puts spaces by the build of the chaincode",
		hint: hint + "; endorsers agree only while all run the same build",
	})
}

// printed is a call of fmt, which asks messages for their String.
func (f *finder) printed(site ssa.CallInstruction, call format.Call) {
	for _, arg := range call.Arguments {
		if arg.Type == nil || arg.Sharp || !strings.ContainsRune("vsq", arg.Verb) || !isMessage(arg.Type) {
			continue
		}
		before := len(f.list)
		f.text(site, arg.Type, "the String of "+typeName(arg.Type)+" that fmt."+flow.Callee(site.Common()).Name()+" prints")
		if len(f.list) > before {
			f.list[before].into = call.Writer
			return
		}
	}
}

// text notes that the text of a message is asked for: prototext, on one line.
func (f *finder) text(site ssa.CallInstruction, t types.Type, name string) {
	if single(t) {
		return
	}
	hint := "use its fields, or store proto.MarshalOptions{Deterministic: true}.Marshal"
	if typeName(t) == "Timestamp" {
		hint = "use AsTime().Format(time.RFC3339Nano), or its fields"
	}
	f.add(&encoding{
		site: site, kind: spaced, what: name + " puts spaces by the build of the chaincode",
		hint: hint + "; endorsers agree only while all run the same build",
	})
}

// isMessage says whether t is a message of protobuf's second API, whose String
// is prototext. Those of the first have an encoder without such spaces.
func isMessage(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "ProtoReflect")
	_, ok := obj.(*types.Func)
	return ok && !types.IsInterface(t)
}

// scalar says whether protojson makes one value of a message, without a comma:
// the well-known types for times, durations and plain values.
func scalar(t types.Type) bool {
	n, ok := types.Unalias(pointee(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case "google.golang.org/protobuf/types/known/timestamppb", "google.golang.org/protobuf/types/known/durationpb",
		"google.golang.org/protobuf/types/known/wrapperspb", "google.golang.org/protobuf/types/known/emptypb":
		return true
	}
	return false
}

// single says whether a message has at most one field, and that of a basic
// type: there is nothing to put a space between.
func single(t types.Type) bool {
	s, ok := pointee(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	fields := 0
	for f := range s.Fields() {
		if internal(f.Name()) {
			continue
		}
		fields++
		if _, ok := f.Type().Underlying().(*types.Basic); !ok {
			return false
		}
	}
	return fields <= 1
}

func pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func typeName(t types.Type) string {
	if n, ok := types.Unalias(pointee(t)).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}
