package draw

import (
	crand "crypto/rand"
	"io"
	"math/big"
	"math/rand"

	"github.com/google/uuid"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"keys"
)

type Contract struct{ contractapi.Contract }

type Asset struct{ ID, Owner string }

func (c *Contract) Global(ctx contractapi.TransactionContextInterface, ids []string) error {
	return ctx.GetStub().PutState(ids[rand.Intn(len(ids))], nil) // want `error: rand.Intn reaches PutState at draw.go:\d+`
}

func (c *Contract) ID(ctx contractapi.TransactionContextInterface) (string, error) {
	a := Asset{ID: uuid.New().String()} // want `error: uuid.New reaches PutState at draw.go:\d+`
	return a.ID, ctx.GetStub().PutState(a.ID, nil)
}

func (c *Contract) Must(ctx contractapi.TransactionContextInterface) error {
	id := uuid.Must(uuid.NewRandom()) // want `error: uuid.NewRandom reaches PutState at draw.go:\d+`
	return ctx.GetStub().PutState(id.String(), nil)
}

func (c *Contract) Filled(ctx contractapi.TransactionContextInterface, id string) error {
	salt := make([]byte, 8)
	if _, err := crand.Read(salt); err != nil { // want `error: rand.Read reaches PutState at draw.go:\d+`
		return err
	}
	return ctx.GetStub().PutState(id, salt)
}

func (c *Contract) Reader(ctx contractapi.TransactionContextInterface, id string) error {
	salt := make([]byte, 8)
	if _, err := io.ReadFull(crand.Reader, salt); err != nil { // want `error: rand.Reader reaches PutState at draw.go:\d+`
		return err
	}
	return ctx.GetStub().PutState(id, salt)
}

func (c *Contract) Big(ctx contractapi.TransactionContextInterface, id string) error {
	n, err := crand.Int(crand.Reader, big.NewInt(100)) // want `error: rand.Int reaches PutState at draw.go:\d+`
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, n.Bytes())
}

func (c *Contract) Shuffled(ctx contractapi.TransactionContextInterface, ids []string) ([]string, error) {
	rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] }) // want `error: rand.Shuffle reaches the response at draw.go:\d+`
	return ids, nil
}

func (c *Contract) Lottery(ctx contractapi.TransactionContextInterface, id string) error {
	if rand.Intn(2) == 0 { // want `warning: rand.Intn decides PutState at draw.go:\d+`
		return ctx.GetStub().PutState(id, []byte("won"))
	}
	return nil
}

func (c *Contract) Elsewhere(ctx contractapi.TransactionContextInterface) error {
	return ctx.GetStub().PutState(keys.New(), nil) // want `error: rand.Read reaches PutState at draw.go:\d+ through keys.New`
}

func (c *Contract) Loop(ctx contractapi.TransactionContextInterface) error {
	return even(ctx, 3)
}

// A call cycle ends.
func even(ctx contractapi.TransactionContextInterface, n int) error {
	if n == 0 {
		return ctx.GetStub().PutState(uuid.NewString(), nil) // want `error: uuid.NewString reaches PutState at draw.go:\d+`
	}
	return odd(ctx, n-1)
}

func odd(ctx contractapi.TransactionContextInterface, n int) error { return even(ctx, n-1) }

type maker func() string

func (m maker) make() string { return m() }

func (c *Contract) MethodValue(ctx contractapi.TransactionContextInterface) error {
	next := maker(uuid.NewString).make // want `error: uuid.NewString reaches PutState at draw.go:\d+`
	return ctx.GetStub().PutState(next(), nil)
}
