// Package vehicle is a contract that keeps vehicles through a package of its
// own for the ledger.
package vehicle

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"clean/vehicle/store"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

const kind = "vehicle"

// Contract keeps vehicles.
type Contract struct {
	contractapi.Contract
}

// Vehicle is a record.
type Vehicle struct {
	ID         string   `json:"id"`
	Owner      string   `json:"owner"`
	Colour     string   `json:"colour"`
	Registered string   `json:"registered"`
	Mileage    int      `json:"mileage"`
	Former     []string `json:"former"`
}

// Register makes a vehicle.
func (c *Contract) Register(ctx contractapi.TransactionContextInterface, id, owner, colour string) error {
	var existing Vehicle
	found, err := store.Get(ctx, kind, id, &existing)
	if err != nil {
		return err
	}
	if found {
		return fmt.Errorf("vehicle %s exists", id)
	}
	now, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	vehicle := Vehicle{ID: id, Owner: owner, Colour: colour, Registered: now.AsTime().Format(time.RFC3339)}
	if err := store.Put(ctx, kind, id, &vehicle); err != nil {
		return err
	}
	return c.announce(ctx, "registered", &vehicle)
}

// Transfer gives a vehicle to somebody else.
func (c *Contract) Transfer(ctx contractapi.TransactionContextInterface, id, owner string) error {
	vehicle, err := load(ctx, id)
	if err != nil {
		return err
	}
	if err := c.authorize(ctx, vehicle); err != nil {
		return err
	}
	vehicle.Former = append(vehicle.Former, vehicle.Owner)
	vehicle.Owner = owner
	if err := store.Put(ctx, kind, id, vehicle); err != nil {
		return err
	}
	return c.announce(ctx, "transferred", vehicle)
}

// Drive adds to the mileage.
func (c *Contract) Drive(ctx contractapi.TransactionContextInterface, id string, distance int) (int, error) {
	if distance <= 0 {
		return 0, errors.New("no distance")
	}
	vehicle, err := load(ctx, id)
	if err != nil {
		return 0, err
	}
	vehicle.Mileage += distance
	if err := store.Put(ctx, kind, id, vehicle); err != nil {
		return 0, err
	}
	return vehicle.Mileage, nil
}

// Paint changes the colour, and tells the old one.
func (c *Contract) Paint(ctx contractapi.TransactionContextInterface, id, colour string) (string, error) {
	vehicle, err := load(ctx, id)
	if err != nil {
		return "", err
	}
	old := vehicle.Colour
	vehicle.Colour = colour
	if err := store.Put(ctx, kind, id, vehicle); err != nil {
		return "", err
	}
	return old, nil
}

// Scrap removes a vehicle.
func (c *Contract) Scrap(ctx contractapi.TransactionContextInterface, id string) error {
	vehicle, err := load(ctx, id)
	if err != nil {
		return err
	}
	if err := c.authorize(ctx, vehicle); err != nil {
		return err
	}
	if err := store.Delete(ctx, kind, id); err != nil {
		return err
	}
	return c.announce(ctx, "scrapped", vehicle)
}

// Price asks the chaincode that values vehicles.
func (c *Contract) Price(ctx contractapi.TransactionContextInterface, id string) (string, error) {
	vehicle, err := load(ctx, id)
	if err != nil {
		return "", err
	}
	response := ctx.GetStub().InvokeChaincode("valuation", [][]byte{[]byte("Value"), []byte(vehicle.ID)}, "")
	if response.Status != 200 {
		return "", fmt.Errorf("valuing %s: %s", id, response.Message)
	}
	return string(response.Payload), nil
}

func load(ctx contractapi.TransactionContextInterface, id string) (*Vehicle, error) {
	var vehicle Vehicle
	found, err := store.Get(ctx, kind, id, &vehicle)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("no vehicle %s", id)
	}
	return &vehicle, nil
}

func (c *Contract) authorize(ctx contractapi.TransactionContextInterface, vehicle *Vehicle) error {
	client, err := ctx.GetClientIdentity().GetID()
	if err != nil {
		return err
	}
	if client != vehicle.Owner {
		return fmt.Errorf("%s is not the owner", client)
	}
	return nil
}

func (c *Contract) announce(ctx contractapi.TransactionContextInterface, what string, vehicle *Vehicle) error {
	payload, err := json.Marshal(vehicle)
	if err != nil {
		return err
	}
	return ctx.GetStub().SetEvent(store.Label(what, vehicle.ID), payload)
}
