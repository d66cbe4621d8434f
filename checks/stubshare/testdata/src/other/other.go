package other

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

func Archive(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState("archive"+id, nil)
}

type Service struct{ n int }

func (s *Service) LogTx(ctx contractapi.TransactionContextInterface) {}
