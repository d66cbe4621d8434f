package fabric

import (
	"go/types"
	"strings"

	"github.com/tallystick/tallystick/checks/internal/profile"
)

// Unvendored is an import path without what GOPATH vendoring puts before it.
func Unvendored(path string) string {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		return path[i+len("/vendor/"):]
	}
	return strings.TrimPrefix(path, "vendor/")
}

// isShim says whether path is one of the shim's import paths.
func isShim(path string) bool {
	switch Unvendored(path) {
	case "github.com/hyperledger/fabric/core/chaincode/shim", // 1.4 and older
		"github.com/hyperledger/fabric-chaincode-go/shim",
		"github.com/hyperledger/fabric-chaincode-go/v2/shim":
		return true
	}
	return false
}

// isContractAPI says whether path is one of contract-api's import paths.
func isContractAPI(path string) bool {
	switch Unvendored(path) {
	case "github.com/hyperledger/fabric-contract-api-go/contractapi",
		"github.com/hyperledger/fabric-contract-api-go/v2/contractapi":
		return true
	}
	return false
}

// isPeerProtos says whether path holds the peer's messages, Response among
// them.
func isPeerProtos(path string) bool {
	switch Unvendored(path) {
	case "github.com/hyperledger/fabric/protos/peer",
		"github.com/hyperledger/fabric-protos-go/peer",
		"github.com/hyperledger/fabric-protos-go-apiv2/peer":
		return true
	}
	return false
}

// Concerns says whether pkg can hold chaincode: it reaches the shim or
// contract-api, or what the profile in force names, through its imports. All
// other packages can be skipped.
func Concerns(pkg *types.Package) bool {
	machine := profile.Current()
	wanted := func(path string) bool {
		return (machine == nil || machine.Fabric) && (isShim(path) || isContractAPI(path)) || machine.Concerns(path)
	}
	seen := map[*types.Package]bool{pkg: true}
	queue := []*types.Package{pkg}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if p != pkg && wanted(p.Path()) {
			return true
		}
		if p == pkg && (isShim(p.Path()) || isContractAPI(p.Path())) {
			return false
		}
		for _, imp := range p.Imports() {
			if !seen[imp] {
				seen[imp] = true
				queue = append(queue, imp)
			}
		}
	}
	return false
}

// named is the named type behind t and at most one pointer, or nil.
func named(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// is says whether t, or what it points to, is the type name of a package that
// fits.
func is(t types.Type, fits func(path string) bool, name string) bool {
	n := named(t)
	return n != nil && n.Obj().Name() == name && n.Obj().Pkg() != nil && fits(n.Obj().Pkg().Path())
}

// IsResponse says whether t is the peer's Response, the value that a shim
// chaincode answers with.
func IsResponse(t types.Type) bool { return is(t, isPeerProtos, "Response") }
