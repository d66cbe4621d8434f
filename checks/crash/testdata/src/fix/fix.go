package fix

import (
	"encoding/json"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Owner(ctx contractapi.TransactionContextInterface, text string) (string, error) {
	var asset map[string]interface{}
	if err := json.Unmarshal([]byte(text), &asset); err != nil {
		return "", err
	}
	owner := asset["owner"].(string) // want `unchecked assertion of what was decoded`
	return owner, nil
}

// Within an expression there is no plain edit.
func (c *Contract) Bare(ctx contractapi.TransactionContextInterface, text string) (string, error) {
	var asset map[string]interface{}
	if err := json.Unmarshal([]byte(text), &asset); err != nil {
		return "", err
	}
	return asset["owner"].(string), nil // want `unchecked assertion of what was decoded`
}
