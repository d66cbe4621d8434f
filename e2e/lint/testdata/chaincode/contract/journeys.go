package contract

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"example.org/fleet/asset"
	"example.org/fleet/ledger"
)

// Journeys is the contract about where vehicles went.
type Journeys struct {
	contractapi.Contract
}

const journey = "journey"

// Record notes a journey and adds its length to the vehicle's.
func (c *Journeys) Record(ctx contractapi.TransactionContextInterface, id, from, to string, length int) error {
	vehicle, err := (&Vehicles{}).Read(ctx, id)
	if err != nil {
		return err
	}
	if vehicle.State != asset.InService {
		return asset.Invalidf("vehicle %s is %s", id, vehicle.State)
	}
	before, err := c.Of(ctx, id)
	if err != nil {
		return err
	}
	j := &asset.Journey{Vehicle: id, Number: len(before) + 1, From: from, To: to, Length: length}
	key, err := ledger.Key(ctx, journey, id, strconv.Itoa(j.Number))
	if err != nil {
		return err
	}
	if err := ledger.Write(ctx, key, j); err != nil {
		return err
	}
	vehicle.Odometer += length
	return ledger.Write(ctx, id, vehicle)
}

// Of gives the journeys of a vehicle.
func (c *Journeys) Of(ctx contractapi.TransactionContextInterface, id string) (list []*asset.Journey, err error) {
	err = ledger.Each(ctx, journey, []string{id}, func(data []byte) error {
		j := &asset.Journey{}
		if err := json.Unmarshal(data, j); err != nil {
			return fmt.Errorf("reading a journey of %s: %w", id, err)
		}
		list = append(list, j)
		return nil
	})
	return list, err
}
