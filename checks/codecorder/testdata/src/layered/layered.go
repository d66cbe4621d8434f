package layered

import (
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"google.golang.org/protobuf/proto"
	"ledger"
	"messages"
)

type base struct{ contractapi.Contract }

type Promoted struct{ base }

func (b *base) Save(ctx contractapi.TransactionContextInterface, a *messages.Asset) error {
	data, err := proto.Marshal(a) // want `warning: .* reaches PutState at ledger.go:8 through ledger.Save`
	if err != nil {
		return err
	}
	return ledger.Save(ctx.GetStub(), &ledger.Entry{Body: data})
}

func encode[M proto.Message](m M) []byte {
	data, _ := proto.Marshal(m)
	return data
}

func (b *base) Generic(ctx contractapi.TransactionContextInterface, a *messages.Asset) error {
	marshal := proto.Marshal
	_ = marshal
	return ctx.GetStub().PutState("k", encode(a))
}

func again(n int, a *messages.Asset) []byte {
	if n == 0 {
		data, _ := proto.Marshal(a) // want `warning: .* reaches PutState .* through again`
		return data
	}
	return again(n-1, a)
}

func (b *base) Cycle(ctx contractapi.TransactionContextInterface, a *messages.Asset) error {
	data := func() []byte { return again(3, a) }
	return ctx.GetStub().PutState("k", data())
}
