// Package lib has a contract that others embed.
package lib

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type Base struct{ contractapi.Contract }

func (b *Base) Each(visit func(string)) {} // want `notice: contract-api refuses Base.Each`

// Wide may get its context elsewhere.
type Wide interface{ User() string }

func (b *Base) Ask(c Wide) error { return nil }
