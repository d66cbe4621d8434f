package quiet

import (
	crand "crypto/rand"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

// What is taken back before it is written is no secret and no disagreement.
func (c *Contract) Sealed(ctx contractapi.TransactionContextInterface, id, value string) error {
	nonce := make([]byte, 12)
	if _, err := crand.Read(nonce); err != nil {
		return err
	}
	sealed := encrypt(nonce, value)
	return ctx.GetStub().PutState(id, decrypt(nonce, sealed))
}

func encrypt(nonce []byte, value string) []byte { return append(nonce, value...) }

func decrypt(nonce, sealed []byte) []byte { return sealed[len(nonce):] }
