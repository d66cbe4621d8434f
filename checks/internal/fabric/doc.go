// Package fabric is what the checks know of Hyperledger Fabric's Go
// interfaces: which types carry the stub, which are contracts, which methods
// write, read, publish or call, and which responses are errors.
//
// The facts come from the sources of fabric-chaincode-go (shim/interfaces.go,
// shim/response.go), fabric-contract-api-go (contractapi/contract.go,
// contractapi/contract_chaincode.go, contractapi/transaction_context.go) and
// of the peer (core/ledger/kvledger/txmgmt/rwsetutil/rwset_builder.go), in
// the versions 1.4, 2.x and the v2 import paths.
//
// It promises to look at types and names only, so that vendored copies, mocks
// and wrappers are recognised by what they can do.
package fabric
