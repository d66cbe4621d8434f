// Package v2 has the v2 import path, which takes empty components.
package v2

import "github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

type Pair[T any] struct{ V T }

type Holder struct{ P Pair[string] }

type contract struct{ contractapi.Contract }

func (c *contract) Empty(ctx contractapi.TransactionContextInterface, e struct{}) error { return nil }

func (c *contract) Held(ctx contractapi.TransactionContextInterface, h Holder) error { return nil } // want `error: .*: the JSON schema refers to Pair\[string\] as Pair\[string\], which is no valid reference`

func (c *contract) Each(ctx contractapi.TransactionContextInterface, visit func()) error { return nil } // want `error: contract-api refuses contract.Each`

func Start() { contractapi.NewChaincode(new(contract)) }
