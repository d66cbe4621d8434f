// Package sub has types of another package.
package sub

import "github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

type Z struct{ A string }

type Asset struct{ B int }

type Base struct{ contractapi.Contract }

func (*Base) Far(c chan int) error { return nil }

type Sane struct{ contractapi.Contract }

func (*Sane) Near(s string) error { return nil }
