// Package store keeps records as JSON on the ledger.
package store

import (
	"encoding/json"
	"fmt"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Put writes a record.
func Put(ctx contractapi.TransactionContextInterface, kind, id string, record any) error {
	key, err := ctx.GetStub().CreateCompositeKey(kind, []string{id})
	if err != nil {
		return fmt.Errorf("making the key of %s %s: %w", kind, id, err)
	}
	data, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encoding %s %s: %w", kind, id, err)
	}
	return ctx.GetStub().PutState(key, data)
}

// Get reads a record, and says whether there is one.
func Get(ctx contractapi.TransactionContextInterface, kind, id string, record any) (bool, error) {
	key, err := ctx.GetStub().CreateCompositeKey(kind, []string{id})
	if err != nil {
		return false, fmt.Errorf("making the key of %s %s: %w", kind, id, err)
	}
	data, err := ctx.GetStub().GetState(key)
	if err != nil {
		return false, fmt.Errorf("reading %s %s: %w", kind, id, err)
	}
	if data == nil {
		return false, nil
	}
	if err := json.Unmarshal(data, record); err != nil {
		return false, fmt.Errorf("decoding %s %s: %w", kind, id, err)
	}
	return true, nil
}

// Delete removes a record.
func Delete(ctx contractapi.TransactionContextInterface, kind, id string) error {
	key, err := ctx.GetStub().CreateCompositeKey(kind, []string{id})
	if err != nil {
		return fmt.Errorf("making the key of %s %s: %w", kind, id, err)
	}
	return ctx.GetStub().DelState(key)
}

// Label describes a record for events.
func Label(kind, id string) string {
	return kind + "/" + id
}
