package dump

import (
	"bytes"
	"strings"
)

// Own tells the chaincode's own functions from those of others.
type Own struct {
	// Module is the path in the chaincode's go.mod. Empty: every package is
	// its own that is neither the standard library's nor of the modules that
	// chaincode is built on.
	Module string
}

// Is says whether a function is the chaincode's own. Package main always is.
func (o Own) Is(function string) bool {
	pkg := Package(function)
	switch {
	case pkg == "main":
		return true
	case pkg == "":
		return false
	case o.Module != "":
		return inside(pkg, o.Module)
	}
	first, _, _ := strings.Cut(pkg, "/")
	return strings.Contains(first, ".") && !isFoundation(pkg)
}

// First is the first frame that is the chaincode's own, and its index, or -1.
func (o Own) First(frames []Frame) (Frame, int) {
	for i, f := range frames {
		if o.Is(f.Function) {
			return f, i
		}
	}
	return Frame{}, -1
}

// Package is the import path of a function's package, without the folder that
// vendors it in GOPATH mode (chaincode of Fabric 1.4) and without the linker's
// escapes: gopkg.in/yaml%2ev2.F (cmd/internal/objabi, PathToPrefix).
func Package(function string) string {
	name, _, _ := strings.Cut(function, "[") // type arguments may have slashes
	slash := strings.LastIndexByte(name, '/') + 1
	dot := strings.IndexByte(name[slash:], '.')
	if dot < 0 {
		return ""
	}
	pkg := name[:slash+dot]
	if strings.Contains(pkg, "%") {
		pkg = strings.NewReplacer("%2e", ".", "%22", `"`, "%25", "%").Replace(pkg)
	}
	if i := strings.LastIndex(pkg, "/vendor/"); i >= 0 {
		pkg = pkg[i+len("/vendor/"):]
	}
	return pkg
}

func inside(pkg, module string) bool {
	rest, ok := strings.CutPrefix(pkg, module)
	return ok && (rest == "" || rest[0] == '/')
}

func isRuntime(function string) bool {
	pkg := Package(function)
	return inside(pkg, "runtime") || inside(pkg, "internal/runtime")
}

// isHidden says whether a frame is of the runtime's inside, as traceback.go
// (showfuncinfo) does: a program that is told to quit prints these too.
func isHidden(function []byte) bool {
	name, ok := bytes.CutPrefix(function, []byte("runtime."))
	if !ok || string(name) == "gopanic" {
		return false
	}
	name = bytes.TrimPrefix(name, []byte("(*"))
	return len(name) == 0 || name[0] < 'A' || name[0] > 'Z'
}

// isFoundation knows the modules below a chaincode: the shim and contract-api
// and what they require (go.mod of fabric-contract-api-go v1.0 to v2.2).
func isFoundation(pkg string) bool {
	for _, module := range []string{
		"github.com/hyperledger/fabric", "github.com/hyperledger/fabric-chaincode-go", "github.com/hyperledger/fabric-contract-api-go",
		"github.com/hyperledger/fabric-protos-go", "github.com/hyperledger/fabric-protos-go-apiv2", "google.golang.org", "golang.org/x",
		"github.com/golang/protobuf", "github.com/go-openapi", "github.com/gobuffalo", "github.com/josharian/intern", "github.com/joho/godotenv",
		"github.com/mailru/easyjson", "github.com/xeipuuv", "github.com/op/go-logging", "github.com/pkg/errors", "gopkg.in/yaml.v2", "gopkg.in/yaml.v3",
	} {
		if inside(pkg, module) {
			return true
		}
	}
	return false
}

// isShim says whether a function is of the shim, of Fabric 1.4 or later, and
// gives what it is called there.
func isShim(function string) (name string, ok bool) {
	switch pkg := Package(function); pkg {
	case "github.com/hyperledger/fabric/core/chaincode/shim", "github.com/hyperledger/fabric-chaincode-go/shim",
		"github.com/hyperledger/fabric-chaincode-go/v2/shim":
		return function[strings.LastIndex(function, pkg)+len(pkg)+1:], true
	}
	return "", false
}
