// Package contract keeps product warranties.
package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Warranty is what the ledger holds for one product.
type Warranty struct {
	Serial string         `json:"serial"`
	Owner  string         `json:"owner"`
	Since  string         `json:"since"` // time of the first registration, UTC
	Claims map[string]int `json:"claims" metadata:",optional"`
}

// Warranties is the contract.
type Warranties struct {
	contractapi.Contract
}

// New is the contract, which takes nothing but text: a key that is not UTF-8
// would end the process.
func New() *Warranties {
	w := new(Warranties)
	w.BeforeTransaction = textOnly
	return w
}

func textOnly(ctx contractapi.TransactionContextInterface) error {
	for _, arg := range ctx.GetStub().GetArgs() {
		if !utf8.Valid(arg) {
			return errors.New("got an argument that is not UTF-8")
		}
	}
	return nil
}

// Register starts the warranty of a product.
func (w *Warranties) Register(ctx contractapi.TransactionContextInterface, serial, owner string) error {
	existing, err := ctx.GetStub().GetState(serial)
	if err != nil {
		return fmt.Errorf("reading warranty %s: %w", serial, err)
	}
	if existing != nil {
		return fmt.Errorf("warranty %s exists", serial)
	}
	now, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return fmt.Errorf("reading the transaction time: %w", err)
	}
	return write(ctx, &Warranty{
		Serial: serial,
		Owner:  owner,
		Since:  now.AsTime().UTC().Format(time.RFC3339),
		Claims: map[string]int{},
	})
}

// Claim counts a claim against a part.
func (w *Warranties) Claim(ctx contractapi.TransactionContextInterface, serial, part string) error {
	warranty, err := w.Read(ctx, serial)
	if err != nil {
		return err
	}
	if warranty.Claims == nil {
		warranty.Claims = map[string]int{}
	}
	warranty.Claims[part]++
	return write(ctx, warranty)
}

// Read gives the warranty of a product.
func (w *Warranties) Read(ctx contractapi.TransactionContextInterface, serial string) (*Warranty, error) {
	data, err := ctx.GetStub().GetState(serial)
	if err != nil {
		return nil, fmt.Errorf("reading warranty %s: %w", serial, err)
	}
	if data == nil {
		return nil, fmt.Errorf("no warranty %s", serial)
	}
	var warranty Warranty
	if err := json.Unmarshal(data, &warranty); err != nil {
		return nil, fmt.Errorf("decoding warranty %s: %w", serial, err)
	}
	return &warranty, nil
}

// Parts lists the parts that were claimed, in alphabetical order.
func (w *Warranties) Parts(ctx contractapi.TransactionContextInterface, serial string) ([]string, error) {
	warranty, err := w.Read(ctx, serial)
	if err != nil {
		return nil, err
	}
	parts := make([]string, 0, len(warranty.Claims))
	for part := range warranty.Claims {
		parts = append(parts, part)
	}
	slices.Sort(parts)
	return parts, nil
}

func write(ctx contractapi.TransactionContextInterface, warranty *Warranty) error {
	data, err := json.Marshal(warranty)
	if err != nil {
		return fmt.Errorf("encoding warranty %s: %w", warranty.Serial, err)
	}
	return ctx.GetStub().PutState(warranty.Serial, data)
}
