// Package ledger reads and writes assets.
package ledger

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"example.org/fleet/asset"
)

// Context is what a transaction has.
type Context = contractapi.TransactionContextInterface

// Read reads the asset of a key into v. It says false when there is none.
func Read(ctx Context, key string, v any) (bool, error) {
	data, err := ctx.GetStub().GetState(key)
	if err != nil {
		return false, fmt.Errorf("reading %s: %w", key, err)
	}
	if data == nil {
		return false, nil
	}
	if err := json.Unmarshal(data, v); err != nil {
		return false, fmt.Errorf("reading %s: %w", key, err)
	}
	return true, nil
}

// Write writes an asset that is valid.
func Write(ctx Context, key string, v interface{ Validate() error }) error {
	if err := v.Validate(); err != nil {
		return err
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing %s: %w", key, err)
	}
	return ctx.GetStub().PutState(key, data)
}

// Key makes a composite key.
func Key(ctx Context, kind string, parts ...string) (string, error) {
	key, err := ctx.GetStub().CreateCompositeKey(kind, parts)
	if err != nil {
		return "", asset.Invalidf("making the key of a %s: %v", kind, err)
	}
	return key, nil
}

// Each calls fn for all assets of a kind, in the order of their keys.
func Each(ctx Context, kind string, parts []string, fn func(data []byte) error) (err error) {
	rows, err := ctx.GetStub().GetStateByPartialCompositeKey(kind, parts)
	if err != nil {
		return fmt.Errorf("looking for each %s: %w", kind, err)
	}
	defer func() {
		if closing := rows.Close(); err == nil {
			err = closing
		}
	}()
	for rows.HasNext() {
		row, err := rows.Next()
		if err != nil {
			return fmt.Errorf("looking for each %s: %w", kind, err)
		}
		if err := fn(row.GetValue()); err != nil {
			return err
		}
	}
	return nil
}

// Now is the time of the transaction, the same on every peer.
func Now(ctx Context) (time.Time, error) {
	stamp, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the transaction's time: %w", err)
	}
	return stamp.AsTime(), nil
}
