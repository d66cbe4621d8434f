package v2

import "github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

type Contract struct{ contractapi.Contract }

func (c *Contract) Many(ctx contractapi.TransactionContextInterface, ids []string) error { // want Many:`passes on the error of PutState at v2.go:11`
	stub := ctx.GetStub()
	stub.StartWriteBatch()
	for _, id := range ids {
		if err := stub.PutState(id, nil); err != nil {
			return err
		}
	}
	stub.FinishWriteBatch() // want `error: error of FinishWriteBatch is discarded`
	return nil
}
