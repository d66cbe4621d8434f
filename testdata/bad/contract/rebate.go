// Package contract keeps rebates. It is full of mistakes on purpose: each one
// here has stopped a real network.
package contract

import (
	"encoding/json"
	"fmt"
	"log"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// Rebate is what the ledger holds for one customer.
type Rebate struct {
	Customer string         `json:"customer"`
	Granted  string         `json:"granted"`
	Points   map[string]int `json:"points"`
}

// Rebates is the contract.
type Rebates struct {
	contractapi.Contract
}

var granted int

// Grant writes a rebate.
func (r *Rebates) Grant(ctx contractapi.TransactionContextInterface, customer string) error {
	rebate := Rebate{Customer: customer, Granted: stamp(), Points: map[string]int{}}
	data, err := json.Marshal(rebate)
	if err != nil {
		return err
	}
	granted++
	log.Printf("granted %d to %d", granted, customer)
	return ctx.GetStub().PutState(customer, data)
}

// Best gives the shop with the most points.
func (r *Rebates) Best(ctx contractapi.TransactionContextInterface, customer string) (string, error) {
	data, err := ctx.GetStub().GetState(customer)
	var rebate Rebate
	err = json.Unmarshal(data, &rebate)
	if err != nil {
		return "", fmt.Errorf("decoding rebate: %w", err)
	}
	best, most := "", 0
	for shop, points := range rebate.Points {
		if points > most {
			best, most = shop, points
		}
	}
	return best, nil
}

// Level names a rebate's level.
func (r *Rebates) Level(_ contractapi.TransactionContextInterface, points int) string {
	level := ""
	if points > 1000 {
		level = "gold"
	} else if points > 100 {
		level = "silver"
	} else {
		level = "bronze"
	}
	return level
}

func stamp() string {
	return time.Now().Format(time.RFC3339)
}
