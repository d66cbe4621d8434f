// Package quiet queries with care.
package quiet

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type tci = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

var states = map[string]bool{"open": true, "closed": true}

var codes = map[string]int{"open": 1}

var word = regexp.MustCompile("^[a-z]+$")

func ask(ctx tci, text string) error {
	_, err := ctx.GetStub().GetQueryResult(text)
	return err
}

func (c *Contract) Number(ctx tci, size int, big bool, price float64) error {
	return ask(ctx, fmt.Sprintf(`{"selector":{"size":%d,"big":%v,"price":%f}}`, size, big, price))
}

func (c *Contract) Parsed(ctx tci, text string) error {
	size, err := strconv.Atoi(text)
	if err != nil {
		return err
	}
	return ask(ctx, `{"selector":{"size":`+strconv.Itoa(size)+`}}`)
}

func (c *Contract) Marshal(ctx tci, owner string) error {
	query, err := json.Marshal(map[string]interface{}{"selector": map[string]string{"owner": "x" + owner}})
	if err != nil {
		return err
	}
	return ask(ctx, string(query))
}

func (c *Contract) Part(ctx tci, owner string) error {
	quoted, err := json.Marshal(owner)
	if err != nil {
		return err
	}
	return ask(ctx, `{"selector":{"owner":`+string(quoted)+`}}`)
}

func (c *Contract) Quoted(ctx tci, owner string) error {
	if err := ask(ctx, fmt.Sprintf(`{"selector":{"owner":%[1]q}}`, owner)); err != nil {
		return err
	}
	if err := ask(ctx, `{"selector":{"owner":`+strconv.Quote(owner)+`}}`); err != nil {
		return err
	}
	return ask(ctx, `{"selector":{"owner":"`+strings.ReplaceAll(owner, `"`, `\"`)+`"}}`)
}

func (c *Contract) Hex(ctx tci, owner string) error {
	return ask(ctx, fmt.Sprintf(`{"selector":{"owner":"%x","id":"%s"}}`, owner, hex.EncodeToString([]byte(owner))))
}

func (c *Contract) Enum(ctx tci, state string) error {
	if state != "open" && state != "closed" {
		return errors.New("no such state")
	}
	return ask(ctx, `{"selector":{"state":"`+state+`"}}`)
}

func (c *Contract) Switch(ctx tci, state string) error {
	switch state {
	case "open", "closed":
		return ask(ctx, `{"selector":{"state":"`+state+`"}}`)
	}
	return nil
}

func (c *Contract) Table(ctx tci, state string) error {
	if !states[state] {
		return errors.New("no such state")
	}
	return ask(ctx, `{"selector":{"state":"`+state+`"}}`)
}

func (c *Contract) TableOk(ctx tci, state string) error {
	if _, ok := codes[state]; !ok {
		return errors.New("no such state")
	}
	return ask(ctx, `{"selector":{"state":"`+state+`"}}`)
}

func (c *Contract) Pattern(ctx tci, owner string) error {
	if !word.MatchString(owner) {
		return errors.New("bad owner")
	}
	return helper(ctx, owner)
}

func helper(ctx tci, owner string) error {
	return ask(ctx, fmt.Sprintf(`{"selector":{"owner":"%s"}}`, owner))
}

func (c *Contract) Validated(ctx tci, owner string) error {
	if err := validate(owner); err != nil {
		return err
	}
	return ask(ctx, fmt.Sprintf(`{"selector":{"owner":"%s"}}`, owner))
}

func validate(s string) error {
	if strings.ContainsAny(s, `"\`) {
		return errors.New("bad")
	}
	return nil
}

func (c *Contract) NoQuote(ctx tci, owner string) error {
	if strings.Contains(owner, `"`) {
		return errors.New("bad")
	}
	return ask(ctx, fmt.Sprintf(`{"selector":{"owner":"%s"}}`, owner))
}

// Key is no query.
func (c *Contract) Key(ctx tci, id string) error {
	_, err := ctx.GetStub().GetState("asset" + id)
	return err
}

// Own is a query without arguments.
func (c *Contract) Own(ctx tci, id string) error {
	mspid, err := ctx.GetClientIdentity().GetMSPID()
	if err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	return ask(ctx, `{"selector":{"owner":"`+mspid+`"}}`)
}

// Bookmark is not the query.
func (c *Contract) Bookmark(ctx tci, mark string) error {
	_, _, err := ctx.GetStub().GetQueryResultWithPagination(`{"selector":{}}`, 10, "x"+mark)
	return err
}

func (c *Contract) Ignored(ctx tci, owner string) error {
	return ask(ctx, fmt.Sprintf(`{"selector":{"owner":"%s"}}`, owner))
}

func (c *Contract) GetIgnoredFunctions() []string { return []string{"Ignored"} }
