package asset

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct {
	contractapi.Contract
	started time.Time
}

type Asset struct {
	ID, Status string
	Issued     time.Time
	hidden     time.Time
}

func (c *Contract) Direct(ctx contractapi.TransactionContextInterface, id string) error {
	now := time.Now().Format(time.RFC3339) // want `error: time.Now reaches PutState at asset.go:25`
	return ctx.GetStub().PutState(id, []byte(now))
}

func (c *Contract) Field(ctx contractapi.TransactionContextInterface, id string) error {
	asset := Asset{ID: id, Issued: time.Now()} // want `error: time.Now reaches PutState at asset.go:34`
	value, err := json.Marshal(asset)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, value)
}

func (c *Contract) Key(ctx contractapi.TransactionContextInterface) error {
	key := strconv.FormatInt(time.Now().UnixNano(), 10) // want `error: time.Now reaches DelState at asset.go:39`
	return ctx.GetStub().DelState(key)
}

func (c *Contract) Bound(ctx contractapi.TransactionContextInterface) error {
	until := time.Now().String() // want `error: time.Now reaches GetStateByRange at asset.go:44`
	it, err := ctx.GetStub().GetStateByRange("", until)
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) Event(ctx contractapi.TransactionContextInterface) error {
	return ctx.GetStub().SetEvent("at", []byte(time.Now().String())) // want `error: time.Now reaches SetEvent at asset.go:52`
}

func (c *Contract) Call(ctx contractapi.TransactionContextInterface) error {
	args := [][]byte{[]byte("at"), []byte(time.Now().String())} // want `error: time.Now reaches InvokeChaincode at asset.go:57`
	if r := ctx.GetStub().InvokeChaincode("other", args, ""); r.Status != 200 {
		return errors.New(r.Message)
	}
	return nil
}

func (c *Contract) Response(ctx contractapi.TransactionContextInterface) (*Asset, error) {
	return &Asset{Issued: time.Now()}, nil // want `error: time.Now reaches the response at asset.go:64`
}

// A transaction need not take the context.
func (c *Contract) Clock() string {
	return time.Now().String() // want `error: time.Now reaches the response at asset.go:69`
}

func (c *Contract) Elapsed(ctx contractapi.TransactionContextInterface) error {
	start := time.Now()
	spent := time.Since(start) // want `error: time.Since reaches PutState at asset.go:75`
	return ctx.GetStub().PutState("spent", []byte(spent.String()))
}

func (c *Contract) Decides(ctx contractapi.TransactionContextInterface, a Asset) error {
	if time.Now().After(a.Issued) { // want `warning: time.Now decides PutState at asset.go:80`
		return ctx.GetStub().PutState(a.ID, []byte("late"))
	}
	return nil
}

func (c *Contract) DecidesValue(ctx contractapi.TransactionContextInterface, a Asset) error {
	a.Status = "open"
	if time.Now().After(a.Issued) { // want `warning: time.Now decides PutState at asset.go:94`
		a.Status = "late"
	}
	value, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(a.ID, value)
}

func (c *Contract) DecidesResponse(ctx contractapi.TransactionContextInterface, a Asset) (bool, error) {
	if time.Now().After(a.Issued) { // want `warning: time.Now decides the response at asset.go:101`
		return true, nil
	}
	return false, nil
}

func (c *Contract) Fails(ctx contractapi.TransactionContextInterface, a Asset) error {
	if time.Now().After(a.Issued) { // want `notice: time.Now decides only whether the transaction fails, at asset.go:105`
		return errors.New("too late")
	}
	return ctx.GetStub().PutState(a.ID, []byte("sold"))
}

func (c *Contract) FailsByHelper(ctx contractapi.TransactionContextInterface, a Asset) error {
	if err := a.check(); err != nil {
		return err
	}
	return ctx.GetStub().PutState(a.ID, []byte("sold"))
}

func (a Asset) check() error {
	if time.Now().After(a.Issued) { // want `notice: time.Now decides only whether the transaction fails`
		return errors.New("too late")
	}
	return nil
}

func (c *Contract) Timer(ctx contractapi.TransactionContextInterface) error {
	at := <-time.After(time.Second) // want `error: time.After reaches PutState at asset.go:127`
	return ctx.GetStub().PutState("at", []byte(at.String()))
}

func (c *Contract) Timeout(ctx contractapi.TransactionContextInterface, done chan string) error {
	select {
	case v := <-done:
		return ctx.GetStub().PutState("done", []byte(v))
	case <-time.After(time.Second): // want `warning: time.After decides`
		return nil
	}
}

// Deferred loads its results from variables at every return, and once more
// behind a recover.
func (c *Contract) Deferred(ctx contractapi.TransactionContextInterface, id string, done func()) (string, error) {
	defer done()
	if id == "" {
		return "none", nil
	}
	now := time.Now().String() // want `error: time.Now reaches the response at asset.go:147`
	return now, nil
}

func (c *Contract) Named(ctx contractapi.TransactionContextInterface, id string, done func()) (at string, err error) {
	defer done()
	if id == "" {
		return "none", nil
	}
	at = time.Now().String() // want `error: time.Now reaches the response at asset.go:159`
	if id == "b" {
		return "", errors.New("b")
	}
	return
}
