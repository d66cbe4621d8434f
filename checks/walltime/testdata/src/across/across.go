package across

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"store"
	"when"
)

type Contract struct { // want `error: time.Now reaches the response at across.go:11 through when.Stamper.Stamp`
	contractapi.Contract
	when.Stamper
	source when.Source
}

func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
	return store.Save(ctx.GetStub(), &store.Asset{ID: id, At: when.Now()}) // want `error: time.Now reaches PutState at store.go:27 through when.Now, store.Save`
}

func (c *Contract) Hidden(ctx contractapi.TransactionContextInterface, id string) error {
	return store.Save(ctx.GetStub(), &store.Asset{ID: id, Seen: when.Now()})
}

func (c *Contract) Filled(ctx contractapi.TransactionContextInterface, id string) error {
	a := &store.Asset{ID: id}
	store.Fill(a, time.Now()) // want `error: time.Now reaches PutState at store.go:27`
	return store.Save(ctx.GetStub(), a)
}

func (c *Contract) Part(ctx contractapi.TransactionContextInterface, id string) error {
	name, _ := store.Named(&store.Asset{ID: id, At: time.Now()})
	return ctx.GetStub().PutState(name, nil)
}

func (c *Contract) OtherPart(ctx contractapi.TransactionContextInterface, id string) error {
	_, at := store.Named(&store.Asset{ID: id, At: time.Now()}) // want `error: time.Now reaches PutState at across.go:\d+ through store.Named`
	return ctx.GetStub().PutState(id, []byte(at.String()))
}

func (c *Contract) Marked(ctx contractapi.TransactionContextInterface, id string) error {
	r := &when.Record{By: id}
	when.Mark(r) // want `error: time.Now reaches PutState at across.go:\d+ through when.Mark`
	return ctx.GetStub().PutState(id, []byte(r.At))
}

func (c *Contract) MarkedBy(ctx contractapi.TransactionContextInterface, id string) error {
	r := &when.Record{By: id}
	when.Mark(r)
	return ctx.GetStub().PutState(id, []byte(r.By))
}

func (c *Contract) Turned(ctx contractapi.TransactionContextInterface, id string) error {
	at := when.Clock() // want `error: time.Now reaches PutState at across.go:\d+ through when.Clock`
	return ctx.GetStub().PutState(id, []byte(at.String()))
}

func (c *Contract) Since(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, []byte(when.Started.String())) // want `error: time.Now reaches PutState at across.go:\d+ through when.Started`
}

func (c *Contract) Told(ctx contractapi.TransactionContextInterface, id string) error {
	at := c.source.Tell() // want `error: time.Now reaches PutState at across.go:\d+ through when.Real.Tell`
	return ctx.GetStub().PutState(id, []byte(at.String()))
}

func (c *Contract) Value(ctx contractapi.TransactionContextInterface, id string) error {
	tell := when.Now
	return ctx.GetStub().PutState(id, []byte(tell().String())) // want `error: time.Now reaches PutState at across.go:\d+ through when.Now`
}

func (c *Contract) Fixed(ctx contractapi.TransactionContextInterface, id string) error {
	t, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, []byte(when.Fixed(t.AsTime()).String()))
}

func (c *Contract) Refused(ctx contractapi.TransactionContextInterface, id string) error {
	if time.Now().Hour() > 12 { // want `notice: time.Now decides only whether the transaction fails`
		return store.Refuse(time.Now())
	}
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Looped(ctx contractapi.TransactionContextInterface) error {
	return store.Loop(ctx.GetStub(), 3, time.Now().String()) // want `error: time.Now reaches PutState at store.go:\d+ through store.Loop`
}

func (c *Contract) Generic(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, []byte(store.First(id, time.Now().String()))) // want `error: time.Now reaches PutState at across.go:\d+ through store.First`
}

func (c *Contract) Table(ctx contractapi.TransactionContextInterface, id string) error {
	return store.NewTable(ctx.GetStub()).Put(id, time.Now().String()) // want `error: time.Now reaches PutState at store.go:\d+ through store.Table.Put`
}

func (c *Contract) TableKey(ctx contractapi.TransactionContextInterface, id string) error {
	return store.NewTable(ctx.GetStub()).Put(id+time.Now().String(), "") // want `error: time.Now reaches PutState`
}
