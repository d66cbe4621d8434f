package zone

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

type Asset struct {
	ID     string
	Issued time.Time
	Owner  *Owner
}

type Owner struct{ Since time.Time }

func put(ctx ctxI, text string) error { return ctx.GetStub().PutState("k", []byte(text)) }

func (c *Contract) String(ctx ctxI, s int64) error {
	return put(ctx, time.Unix(s, 0).String()) // want `warning: time.Unix takes the process's own time zone, which reaches PutState at zone.go:25 through put\nhint: call UTC\(\) on it`
}

func (c *Contract) Format(ctx ctxI, s int64) error {
	at := time.UnixMilli(s) // want `warning: time.UnixMilli takes .* reaches PutState`
	at = at.Add(time.Hour).AddDate(0, 1, 0)
	return put(ctx, at.Format(time.RFC3339))
}

func (c *Contract) Marshal(ctx ctxI, s int64) error {
	a := Asset{ID: "a", Issued: time.Unix(s, 0)} // want `warning: .* reaches PutState at zone.go:43`
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(a.ID, data)
}

func (c *Contract) Deep(ctx ctxI, s int64) error {
	assets := []*Asset{{Owner: &Owner{time.Unix(s, 0)}}} // want `warning: .* reaches SetEvent`
	data, err := json.Marshal(assets)
	if err != nil {
		return err
	}
	return ctx.GetStub().SetEvent("all", data)
}

func (c *Contract) Gob(ctx ctxI, s int64) error {
	var buf bytes.Buffer
	a := Asset{Issued: time.Unix(s, 0)} // want `warning: .* reaches PutState`
	if err := gob.NewEncoder(&buf).Encode(a); err != nil {
		return err
	}
	return ctx.GetStub().PutState("a", buf.Bytes())
}

func (c *Contract) Printed(ctx ctxI, s int64) error {
	return put(ctx, fmt.Sprintf("at %v", time.Unix(s, 0))) // want `warning: .* reaches PutState`
}

func (c *Contract) Local(ctx ctxI) error {
	ts, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	at := ts.AsTime().Local() // want `warning: time.Time.Local takes`
	return put(ctx, at.String())
}

func (c *Contract) In(ctx ctxI, s int64) error {
	at := time.Unix(s, 0).UTC().In(time.Local) // want `warning: time.Time.In\(time.Local\) takes`
	return put(ctx, at.String())
}

// The day of the week decides what is written.
func (c *Contract) Weekday(ctx ctxI, s int64) error {
	if time.Unix(s, 0).Weekday() == time.Sunday { // want `warning: time.Unix .* which decides PutState`
		return put(ctx, "sunday")
	}
	return nil
}

func (c *Contract) Key(ctx ctxI, s int64) error {
	y, m, d := time.Unix(s, 0).Date() // want `warning: .* reaches GetState`
	_, err := ctx.GetStub().GetState(fmt.Sprintf("%d-%d-%d", y, m, d))
	return err
}

// Midnight is another moment in each zone.
func (c *Contract) Midnight(ctx ctxI, y int) error {
	at := time.Date(y, 1, 1, 0, 0, 0, 0, time.Local) // want `warning: time.Date\(..., time.Local\) takes .* reaches PutState .*\nhint: give it time.UTC in place of time.Local`
	return put(ctx, fmt.Sprint(at.Unix()))
}

func (c *Contract) Parsed(ctx ctxI, text string, s int64) error {
	due, err := time.ParseInLocation("2006-01-02", text, time.Local) // want `warning: time.ParseInLocation\(..., time.Local\) .* decides PutState`
	if err != nil {
		return err
	}
	if due.Before(time.Unix(s, 0)) {
		return put(ctx, "late")
	}
	return nil
}

func (c *Contract) Shown(ctx ctxI, s int64) (*Asset, error) {
	return &Asset{Issued: time.Unix(s, 0)}, nil // want `notice: .* reaches the response`
}

// Through a helper's result, a field and a closure.
type clock struct{ at time.Time }

func (k clock) text() string { return k.at.String() }

func moment(s int64) time.Time { return time.Unix(s, 0) } // want `warning: .* reaches PutState at zone.go:25 through moment, clock.text, put`

func (c *Contract) Helper(ctx ctxI, s int64) error {
	k := clock{moment(s)}
	text := k.text()
	return func() error { return put(ctx, text) }()
}

func twice(ctx ctxI, n int, at time.Time) error {
	if n == 0 {
		return put(ctx, at.String())
	}
	return twice(ctx, n-1, at)
}

func (c *Contract) Cycle(ctx ctxI, s int64) error {
	return twice(ctx, 3, time.Unix(s, 0)) // want `warning: .* through twice, put`
}

func first[T any](list ...T) T { return list[0] }

func (c *Contract) Generic(ctx ctxI, s int64) error {
	return put(ctx, first(time.Unix(s, 0)).String()) // want `warning: .* reaches PutState`
}
