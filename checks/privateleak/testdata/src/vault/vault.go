// Package vault is the layer below across.
package vault

import "github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

func Put(ctx contractapi.TransactionContextInterface, key string, value []byte) error {
	return ctx.GetStub().PutPrivateData("vault", key, value)
}

func Show(ctx contractapi.TransactionContextInterface, key string, value []byte) error {
	return ctx.GetStub().PutState(key, value)
}
