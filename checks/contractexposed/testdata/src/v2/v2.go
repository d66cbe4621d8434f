package v2

import "github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

type Contract struct{ contractapi.Contract }

func (c *Contract) Count(ctx contractapi.TransactionContextInterface) error {
	return ctx.GetStub().PutState("count", nil) // want `error: PutState in Count, which GetEvaluateTransactions lists`
}

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Count"} }
