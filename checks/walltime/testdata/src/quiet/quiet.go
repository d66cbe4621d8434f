package quiet

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Asset struct {
	ID     string
	at     time.Time
	Cached time.Time `json:"-"`
	Loaded time.Time
}

func observe(seconds float64) {}

func (c *Contract) Logs(ctx ctxI, w io.Writer) error {
	start := time.Now()
	defer func() { log.Printf("took %v", time.Since(start)) }()
	observe(time.Since(start).Seconds())
	if time.Since(start) > time.Second {
		fmt.Fprintf(w, "slow: %v", start)
	}
	return ctx.GetStub().PutState("a", nil)
}

func trace(ctx ctxI, start time.Time, err *error) { log.Println(time.Now().Sub(start), *err) }

func (c *Contract) Traced(ctx ctxI) (err error) {
	defer trace(ctx, time.Now(), &err)
	return ctx.GetStub().PutState("a", nil)
}

// The ledger's and the transaction's time are the same for all.
func (c *Contract) TxTime(ctx ctxI) error {
	ts, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	at := time.Unix(ts.Seconds, 0).UTC()
	return ctx.GetStub().PutState("at", []byte(at.String()))
}

// The text of an error is no result.
func (c *Contract) ErrorText(ctx ctxI) error {
	err := fmt.Errorf("at %v: no", time.Now())
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("a", nil)
}

// Dead fields: not exported, not marshalled, not read.
func (c *Contract) DeadFields(ctx ctxI) error {
	a := Asset{ID: "a", at: time.Now(), Cached: time.Now()}
	value, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(a.ID, value)
}

// Only the field that holds the time is the time.
func (c *Contract) OtherField(ctx ctxI) error {
	a := Asset{ID: "a", Loaded: time.Now()}
	log.Println(a.Loaded)
	return ctx.GetStub().PutState(a.ID, nil)
}

// What a helper is given by one caller does not reach another caller.
func text(t time.Time) string { return t.Format(time.RFC3339) }

func (c *Contract) SharedHelper(ctx ctxI) error {
	log.Println(text(time.Now()))
	return ctx.GetStub().PutState("a", []byte(text(time.Unix(0, 0))))
}

// GetEvaluateTransactions marks what nobody orders.
func (c *Contract) GetEvaluateTransactions() []string { return []string{"Uptime"} }

func (c *Contract) Uptime(ctx ctxI) (string, error) { return time.Now().String(), nil }

// Ignored functions are no transactions.
func (c *Contract) GetIgnoredFunctions() []string { return []string{"Version"} }

func (c *Contract) Version() string { return time.Now().String() }

// Both ways fail.
func (c *Contract) AlwaysFails(ctx ctxI) error {
	if time.Now().Hour() > 12 {
		return errors.New("after noon")
	}
	return errors.New("before noon")
}
