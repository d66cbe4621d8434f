package main

import (
	"time"

	"example.com/twins/clock"
)

// ClockState writes the moment, which another package reads.
func (c *Contract) ClockState(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(clock.Stamp()))
}

// ClockResponse answers with the moment and writes the same on every peer.
func (c *Contract) ClockResponse(ctx Ctx, key string) (string, error) {
	if err := ctx.GetStub().PutState(key, []byte("same")); err != nil {
		return "", err
	}
	return time.Now().UTC().Format(time.RFC3339Nano), nil
}

// ClockEvent publishes the moment.
func (c *Contract) ClockEvent(ctx Ctx, key string) error {
	if err := ctx.GetStub().SetEvent("stamped", []byte(time.Now().UTC().Format(time.RFC3339Nano))); err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, []byte("same"))
}

// Date writes the day, which is the same on all peers but around midnight.
func (c *Contract) Date(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(time.Now().UTC().Format("2006-01-02")))
}

// LocalTime writes the transaction's moment in the zone of the process.
func (c *Contract) LocalTime(ctx Ctx, key string) error {
	ts, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, []byte(ts.AsTime().Local().Format(time.RFC3339)))
}

// TxTime writes the transaction's moment, which is no fault.
func (c *Contract) TxTime(ctx Ctx, key string) error {
	ts, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, []byte(ts.AsTime().UTC().Format(time.RFC3339)))
}
