// Package vendored has a vendored copy of v1.
package vendored

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type Pair[T any] struct{ V T }

type Holder struct{ P Pair[string] }

type contract struct{ contractapi.Contract }

func (c *contract) Empty(ctx contractapi.TransactionContextInterface, e struct{}) error { return nil } // want `error: .* has no required field`

func (c *contract) Held(ctx contractapi.TransactionContextInterface, h Holder) error { return nil }

func (c *contract) Each(ctx contractapi.TransactionContextInterface, visit func()) error { return nil } // want `error: contract-api refuses contract.Each`

func Start() { contractapi.NewChaincode(new(contract)) }
