package contract

import (
	"encoding/json"
	"encoding/pem"
	"errors"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Prefix"} }

func (c *Contract) Tag(ctx contractapi.TransactionContextInterface, id string, tags []string) error {
	return ctx.GetStub().PutState(id, []byte(tags[0])) // want `error: tags\[0\] is read with no check of len\(tags\) on the way`
}

// An evaluate transaction ends the process as well.
func (c *Contract) Prefix(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	return id[:3], nil // want `error: id\[:3\] is read with no check`
}

func (c *Contract) Helper(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(head(id), nil)
}

func head(id string) string {
	return id[0:2] // want `error: id\[0:2\] is read with no check of len\(id\) on the way: .* \(from Contract.Helper\)`
}

func (c *Contract) Item(ctx contractapi.TransactionContextInterface, id string, i int) (string, error) {
	b, err := ctx.GetStub().GetState(id)
	if err != nil {
		return "", err
	}
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return "", err
	}
	return list[i-1], nil // want `error: list\[i - 1\] has a bound that the client sends \(argument i of transaction Item\)`
}

func (c *Contract) Share(ctx contractapi.TransactionContextInterface, total, parts int) (int, error) {
	return total % parts, nil // want `error: integer division by what the client sends \(argument parts of transaction Share\)`
}

func (c *Contract) Decode(ctx contractapi.TransactionContextInterface, text string) error {
	var m map[string]interface{}
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return err
	}
	if m["owner"] == nil {
		return errors.New("want an owner")
	}
	return ctx.GetStub().PutState(m["owner"].(string), nil) // want `error: unchecked assertion of what was decoded from argument text of transaction Decode to string`
}

func (c *Contract) Stored(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	b, err := ctx.GetStub().GetState(id)
	if err != nil {
		return "", err
	}
	m := map[string]interface{}{}
	if err := json.Unmarshal(b, &m); err != nil {
		return "", err
	}
	return text(m, "owner"), nil
}

func text(m map[string]interface{}, key string) string {
	return m[key].(string) // want `notice: unchecked assertion of what was decoded from GetState to string`
}

func (c *Contract) Transient(ctx contractapi.TransactionContextInterface) error {
	t, err := ctx.GetStub().GetTransient()
	if err != nil {
		return err
	}
	var v interface{}
	if err := json.Unmarshal(t["v"], &v); err != nil {
		return err
	}
	return ctx.GetStub().PutState("v", []byte(v.(string))) // want `error: unchecked assertion of what was decoded from GetTransient to string`
}

func (c *Contract) Key(ctx contractapi.TransactionContextInterface, text string) error {
	block, _ := pem.Decode([]byte(text))
	return ctx.GetStub().PutState("key", block.Bytes) // want `error: pem.Decode returns nil for text without a block`
}

type account struct{ Shares map[string]int }

func (c *Contract) Open(ctx contractapi.TransactionContextInterface, id string) error {
	a := account{}
	a.Shares[id] = 1 // want `error: write to the map Shares, which was never made`
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, b)
}

type asset struct{ Owner string }

func (c *Contract) find(ctx contractapi.TransactionContextInterface, id string) (*asset, error) {
	b, err := ctx.GetStub().GetState(id)
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, nil
	}
	a := new(asset)
	return a, json.Unmarshal(b, a)
}

func (c *Contract) Owner(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	a, err := c.find(ctx, id)
	if err != nil {
		return "", err
	}
	if a.Owner == "" { // want `warning: Contract.find returns nil without an error at contract.go:\d+, and its result is used unchecked`
		return "nobody", nil
	}
	return a.Owner, nil
}

func (c *Contract) Checked(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	a, err := c.find(ctx, id)
	if err != nil || a == nil {
		return "", err
	}
	return a.Owner, nil
}

type order struct{ Items []string }

func (c *Contract) Order(ctx contractapi.TransactionContextInterface, o order) error {
	return ctx.GetStub().PutState(o.Items[0], nil) // want `error: o.Items\[0\] is read with no check of len\(o.Items\)`
}

func (c *Contract) OrderText(ctx contractapi.TransactionContextInterface, text string) error {
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err
	}
	return ctx.GetStub().PutState(o.Items[1], nil) // want `error: o.Items\[1\] is read with no check`
}

func (o *order) validate() error {
	if len(o.Items) < 2 {
		return errors.New("want two items")
	}
	return nil
}

func (c *Contract) OrderChecked(ctx contractapi.TransactionContextInterface, text string, p order) error {
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err
	}
	if err := o.validate(); err != nil {
		return err
	}
	if err := p.validate(); err != nil {
		return err
	}
	return ctx.GetStub().PutState(o.Items[1]+p.Items[0], nil)
}
