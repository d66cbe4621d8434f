package layered

import (
	"fmt"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"ledger"
)

type Contract struct{ contractapi.Contract }

// base is embedded, its methods are transactions.
type base struct{ contractapi.Contract }

type Promoted struct{ base }

func (c *Contract) Save(ctx contractapi.TransactionContextInterface, n int) error {
	return ledger.Save(ctx.GetStub(), ledger.Entry{Text: fmt.Sprint(&n)}) // want `error: the address of a \*int that fmt.Sprint prints reaches PutState at ledger.go:8 through ledger.Save`
}

func (c *Contract) Cycle(ctx contractapi.TransactionContextInterface, n int) error {
	return ledger.Again(ctx.GetStub(), n, fmt.Sprint(&n)) // want `error: .* reaches PutState at ledger.go:14 through ledger.Again`
}

func (c *Contract) Logged(ctx contractapi.TransactionContextInterface, n int) error {
	ledger.Log(ctx.GetStub(), ledger.Entry{Text: fmt.Sprint(&n)})
	return nil
}

func (b *base) Issue(ctx contractapi.TransactionContextInterface, n int) error {
	name := func() string { return fmt.Sprint(&n) } // want `error: .* reaches PutState`
	return ctx.GetStub().PutState(name(), nil)
}

type printer struct{ n *int }

func (p printer) text() string { return fmt.Sprint(p.n) } // want `error: .* reaches PutState`

func (c *Contract) MethodValue(ctx contractapi.TransactionContextInterface, n int) error {
	text := printer{&n}.text
	return ctx.GetStub().PutState(text(), nil)
}
