// Package query puts arguments into queries.
package query

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) ByOwner(ctx tci, owner string) error {
	query := fmt.Sprintf(`{"selector":{"owner":"%s"}}`, owner) // want `warning: argument owner goes unquoted into the query of GetQueryResult at query.go:19`
	_, err := ctx.GetStub().GetQueryResult(query)
	return err
}

// Evaluated queries are injected as well.
func (c *Contract) ByColour(ctx tci, colour, size string) error {
	query := `{"selector":{"colour":"` + colour + `","size":` + size + `}}` // want `warning: arguments colour, size go unquoted into the query of GetQueryResultWithPagination at query.go:26`
	_, _, err := ctx.GetStub().GetQueryResultWithPagination(query, 10, "")
	return err
}

func (c *Contract) GetEvaluateTransactions() []string { return []string{"ByColour"} }

// Helper carries the query.
func (c *Contract) Helper(ctx tci, owner string) error {
	return run(ctx, selector(strings.ToLower(owner)))
}

func selector(who string) string {
	return fmt.Sprintf("{\"selector\":{\"owner\":%v}}", who) // want `warning: argument who goes unquoted into the query of GetQueryResult at query.go:42`
}

func run(ctx tci, text string) error {
	_, err := ctx.GetStub().GetQueryResult(text) // want `notice: the whole query of GetQueryResult is the client's argument text`
	return err
}

func (c *Contract) AdHoc(ctx tci, text string) error { return run(ctx, text) }

func (c *Contract) Builder(ctx tci, owner string) error {
	var b strings.Builder
	b.WriteString(`{"selector":{"owner":"`)
	b.WriteString(owner) // want `warning: argument owner goes unquoted into the query of GetPrivateDataQueryResult at query.go:53`
	b.WriteString(`"}}`)
	_, err := ctx.GetStub().GetPrivateDataQueryResult("collection", b.String())
	return err
}

func (c *Contract) Buffer(ctx tci, owner string) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"selector":{"owner":"%s"}}`, owner) // want `warning: argument owner goes unquoted into the query of GetQueryResult at query.go:60`
	_, err := ctx.GetStub().GetQueryResult(b.String())
	return err
}

func (c *Contract) Replaced(ctx tci, owner string) error {
	query := strings.Replace(`{"selector":{"owner":"$owner"}}`, "$owner", owner, 1) // want `warning: argument owner`
	_, err := ctx.GetStub().GetQueryResult(query)
	return err
}

type Filter struct {
	Owner string
	Size  int
}

func (c *Contract) Filtered(ctx tci, f Filter) error {
	query := fmt.Sprintf(`{"selector":{"owner":"%s","size":%d}}`, f.Owner, f.Size) // want `warning: argument f.Owner goes unquoted`
	_, err := ctx.GetStub().GetQueryResult(query)
	return err
}

func (c *Contract) Parsed(ctx tci, text string) error {
	var f Filter
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return err
	}
	query := fmt.Sprintf(`{"selector":{"owner":"%s","size":%d}}`, f.Owner, f.Size) // want `warning: argument f.Owner goes unquoted`
	_, err := ctx.GetStub().GetQueryResult(query)
	return err
}

func (c *Contract) Closure(ctx tci, owner string) error {
	ask := func() error {
		query := "{\"selector\":{\"owner\":\"" + owner + "\"}}" // want `warning: argument owner goes unquoted`
		_, err := ctx.GetStub().GetQueryResult(query)
		return err
	}
	return ask()
}

func (c *Contract) HalfChecked(ctx tci, owner string, any bool) error {
	if !any && owner != "me" {
		return nil
	}
	_, err := ctx.GetStub().GetQueryResult(fmt.Sprintf(`{"selector":{"owner":"%s"}}`, owner)) // want `warning: argument owner goes unquoted`
	return err
}

// Cycle ends.
func (c *Contract) Cycle(ctx tci, text string) error { return again(ctx, text, 3) }

func again(ctx tci, text string, n int) error {
	if n == 0 {
		_, err := ctx.GetStub().GetQueryResult(text) // want `notice: the whole query`
		return err
	}
	return again(ctx, text+",", n-1) // want `warning: argument text goes unquoted`
}

// method values
func (c *Contract) Value(ctx tci, owner string) error {
	f := c.text
	_, err := ctx.GetStub().GetQueryResult(f(owner))
	return err
}

func (c *Contract) text(owner string) string {
	return `{"selector":{"owner":"` + owner + `"}}` // want `warning: argument owner goes unquoted`
}

type promoted struct{}

func (promoted) text(owner string) string {
	return fmt.Sprint(`{"selector":{"owner":"`, owner, `"}}`) // want `warning: argument owner goes unquoted`
}

type Other struct {
	contractapi.Contract
	promoted
}

func (o *Other) Find(ctx tci, owner string) error {
	_, err := ctx.GetStub().GetQueryResult(o.text(owner))
	return err
}

func wrap[T any](v T) string {
	return fmt.Sprintf(`{"selector":{"owner":"%v"}}`, v) // want `warning: argument v goes unquoted`
}

func (o *Other) Generic(ctx tci, owner string) error {
	_, err := ctx.GetStub().GetQueryResult(wrap(owner))
	return err
}

// Library is called with what others know.
func Library(ctx tci, owner string) error {
	_, err := ctx.GetStub().GetQueryResult(`{"selector":{"owner":"` + owner + `"}}`) // want `notice: argument owner goes unquoted`
	return err
}
