package quiet

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"google.golang.org/protobuf/types/known/timestamppb"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

type Asset struct {
	ID     string
	Issued time.Time
	Cached time.Time `json:"-"`
}

func put(ctx ctxI, text string) error { return ctx.GetStub().PutState("k", []byte(text)) }

func (c *Contract) UTC(ctx ctxI, s int64) error {
	at := time.Unix(s, 0).UTC()
	return put(ctx, at.String()+at.Format(time.RFC3339)+time.Unix(s, 0).In(time.UTC).String())
}

func (c *Contract) LateUTC(ctx ctxI, s int64) error {
	at := time.Unix(s, 0).Add(time.Hour)
	return put(ctx, at.UTC().Format(time.RFC3339))
}

func (c *Contract) AsTime(ctx ctxI) error {
	ts, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	data, err := json.Marshal(Asset{Issued: ts.AsTime()})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("a", data)
}

// Numbers of the moment are the same everywhere.
func (c *Contract) Moment(ctx ctxI, s int64, due time.Time) error {
	at := time.Unix(s, 0)
	if at.After(due) || at.Equal(due) || at.Sub(due) > time.Hour || at.IsZero() {
		return put(ctx, "late")
	}
	return put(ctx, fmt.Sprint(at.Unix(), at.UnixNano(), at.Second(), at.Nanosecond()))
}

// A reading that is parsed and formatted in the same zone.
func (c *Contract) RoundTrip(ctx ctxI, text, other string) error {
	at, err := time.ParseInLocation("2006-01-02", text, time.Local)
	if err != nil {
		return err
	}
	to, err := time.ParseInLocation("2006-01-02", other, time.Local)
	if err != nil {
		return err
	}
	if at.Before(to) {
		return put(ctx, at.AddDate(0, 1, 0).Format("2006-01-02"))
	}
	return put(ctx, fmt.Sprint(at.Weekday()))
}

// A zone that the code names.
func (c *Contract) Named(ctx ctxI, s int64, text string) error {
	zone := time.FixedZone("IST", 19800)
	at, err := time.ParseInLocation("2006-01-02", text, zone)
	if err != nil {
		return err
	}
	plain, err := time.Parse("2006-01-02", text)
	if err != nil {
		return err
	}
	return put(ctx, time.Unix(s, 0).In(zone).String()+at.String()+plain.String()+time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).String())
}

func (c *Contract) Logs(ctx ctxI, s int64) error {
	at := time.Unix(s, 0)
	log.Println(at, at.String())
	fmt.Printf("%v\n", at)
	if s == 0 {
		return fmt.Errorf("at %v", at)
	}
	if at.Hour() > 12 {
		return errors.New(at.String())
	}
	return put(ctx, "done")
}

func (c *Contract) Hidden(ctx ctxI, s int64) error {
	data, err := json.Marshal(Asset{Cached: time.Unix(s, 0)})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("a", data)
}

// The wall clock is reported by walltime.
func (c *Contract) Now(ctx ctxI) error {
	now := time.Now()
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.Local)
	return put(ctx, now.Local().String()+day.String()+time.Unix(now.Unix(), 0).String())
}

// Functions of other packages may take it in UTC.
func (c *Contract) Protobuf(ctx ctxI, s int64) error {
	return put(ctx, fmt.Sprint(timestamppb.New(time.Unix(s, 0)).Seconds))
}

func (c *Contract) Show(ctx ctxI, s int64) (string, error) { return time.Unix(s, 0).String(), nil }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Show"} }

// What a library's function returns may yet be taken in UTC.
type Context struct {
	stub contractapi.TransactionContextInterface
}

func (c *Context) Time() (time.Time, error) {
	ts, err := c.stub.GetStub().GetTxTimestamp()
	if err != nil {
		return time.Time{}, err
	}
	return time.Unix(ts.Seconds, int64(ts.Nanos)), nil
}
