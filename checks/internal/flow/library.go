package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
)

// standard says whether path is of Go's standard library, by its first element
// (go list std): modules need not have a dot in their names.
func standard(path string) bool {
	first, _, _ := strings.Cut(fabric.Unvendored(path), "/")
	switch first {
	case "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database", "debug", "embed",
		"encoding", "errors", "expvar", "flag", "fmt", "go", "hash", "html", "image", "index", "io", "iter", "log", "maps",
		"math", "mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "slices", "sort", "strconv",
		"strings", "structs", "sync", "syscall", "testing", "text", "time", "unicode", "unique", "unsafe", "weak":
		return true
	}
	return false
}

// known says whether the fact survives fn, a function of another package.
func known(fn *types.Func, fact Fact) bool {
	if fn.Pkg() == nil {
		return true
	}
	if fn.Pkg().Path() == "encoding/json" && strings.HasPrefix(fn.Name(), "Marshal") {
		v := fact.V
		if mi, ok := v.(*ssa.MakeInterface); ok {
			v = mi.X
		}
		return visible(v.Type(), fact.Path)
	}
	return true
}

// unneeded says whether v is an argument that the function of another package
// takes and does not use: these signatures are the same every time.
func unneeded(fn *types.Func, call *ssa.CallCommon, v ssa.Value) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	args := Arguments(call)
	switch fn.Pkg().Path() + "." + fn.Name() {
	case "crypto/rsa.SignPKCS1v15", "crypto/ed25519.Sign":
		return len(args) > 0 && args[0] == v
	}
	return false
}

// targets are the arguments that a function of another package fills from its
// other arguments, by what its name promises.
func targets(fn *types.Func, call *ssa.CallCommon) []ssa.Value {
	if fn == nil {
		return nil
	}
	name, args, recv := fn.Name(), Arguments(call), Receiver(call)
	path := ""
	if fn.Pkg() != nil {
		path = fn.Pkg().Path()
	}
	switch {
	case strings.HasPrefix(name, "Unmarshal"), name == "Decode":
		return fillable(args)
	case strings.HasPrefix(name, "Fprint") && path == "fmt", name == "WriteString" && path == "io",
		name == "Write" && path == "encoding/binary", path == "sync/atomic" && recv == nil && !strings.HasPrefix(name, "Load"):
		return args[:1]
	case path == "io" && (name == "ReadFull" || name == "ReadAtLeast"):
		return args[1:2]
	case path == "encoding/binary" && name == "Read":
		return args[2:3]
	case recv != nil && name == "Read" && len(args) == 1:
		return args
	case recv == nil || !pointer(recv.Type()):
		return nil
	case strings.HasPrefix(name, "Write"), strings.HasPrefix(name, "Set"), name == "Encode",
		path == "math/big", path == "sync" && strings.HasPrefix(name, "Store"), path == "sync/atomic" && name != "Load",
		strings.HasPrefix(path, "container/"), strings.HasPrefix(name, "Add"), strings.HasPrefix(name, "Append"):
		return []ssa.Value{recv}
	}
	return nil
}

// Fills are the arguments that the call writes to, where its function is of
// another package, and one that it writes from or nil.
func (p *Package) Fills(site ssa.CallInstruction) (filled []ssa.Value, from ssa.Value) {
	if len(p.calls.callees[site]) > 0 {
		return nil, nil
	}
	filled = targets(Callee(site.Common()), site.Common())
	for _, arg := range Arguments(site.Common()) {
		if !slices.Contains(filled, arg) {
			return filled, arg
		}
	}
	return filled, nil
}

func fillable(args []ssa.Value) []ssa.Value {
	var list []ssa.Value
	for _, arg := range args {
		if mi, ok := arg.(*ssa.MakeInterface); ok {
			arg = mi.X
		}
		if _, ok := arg.Type().Underlying().(*types.Pointer); ok {
			list = append(list, arg)
		}
	}
	return list
}
