// Package contract has the transactions.
package contract

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"example.org/fleet/asset"
	"example.org/fleet/ledger"
)

// Vehicles is the contract about vehicles.
type Vehicles struct {
	contractapi.Contract
}

// Order orders a vehicle.
func (c *Vehicles) Order(ctx contractapi.TransactionContextInterface, id, carrier string) error {
	exists, err := ledger.Read(ctx, id, &asset.Vehicle{})
	if err != nil {
		return err
	}
	if exists {
		return asset.Invalidf("vehicle %s exists", id)
	}
	now, err := ledger.Now(ctx)
	if err != nil {
		return err
	}
	return ledger.Write(ctx, id, &asset.Vehicle{
		ID: id, Carrier: carrier, State: asset.Ordered, Since: asset.Stamp(now), Services: map[string]int{},
	})
}

// Move puts a vehicle into another state.
func (c *Vehicles) Move(ctx contractapi.TransactionContextInterface, id, state string) error {
	vehicle, err := c.Read(ctx, id)
	if err != nil {
		return err
	}
	now, err := ledger.Now(ctx)
	if err != nil {
		return err
	}
	if err := vehicle.Move(asset.State(state), now); err != nil {
		return err
	}
	return ledger.Write(ctx, id, vehicle)
}

// Service notes that a part was looked after.
func (c *Vehicles) Service(ctx contractapi.TransactionContextInterface, id, part string) error {
	vehicle, err := c.Read(ctx, id)
	if err != nil {
		return err
	}
	if vehicle.State == asset.Scrapped {
		return asset.Invalidf("vehicle %s is scrapped", id)
	}
	if vehicle.Services == nil {
		vehicle.Services = map[string]int{}
	}
	vehicle.Services[part]++
	return ledger.Write(ctx, id, vehicle)
}

// Read gives a vehicle.
func (c *Vehicles) Read(ctx contractapi.TransactionContextInterface, id string) (*asset.Vehicle, error) {
	vehicle := &asset.Vehicle{}
	exists, err := ledger.Read(ctx, id, vehicle)
	if err != nil {
		return nil, err
	}
	if !exists {
		return nil, asset.Invalidf("vehicle %s does not exist", id)
	}
	return vehicle, nil
}
