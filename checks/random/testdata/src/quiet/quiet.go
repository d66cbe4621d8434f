package quiet

import (
	"crypto/ed25519"
	crand "crypto/rand"
	"fmt"
	"log"
	"math/rand"

	"github.com/google/uuid"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"keys"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Sample"} }

func (c *Contract) Sample(ctx contractapi.TransactionContextInterface, ids []string) (string, error) {
	return ids[rand.Intn(len(ids))], nil
}

func (c *Contract) Named(ctx contractapi.TransactionContextInterface, name string) error {
	id := uuid.NewSHA1(uuid.NameSpaceOID, []byte(name))
	return ctx.GetStub().PutState(id.String(), nil)
}

func (c *Contract) Parsed(ctx contractapi.TransactionContextInterface, text string) error {
	id, err := uuid.Parse(text)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id.String(), nil)
}

func (c *Contract) Seeded(ctx contractapi.TransactionContextInterface, id string, seed int64) error {
	rng := rand.New(rand.NewSource(seed))
	return ctx.GetStub().PutState(id, []byte(fmt.Sprint(rng.Intn(6))))
}

func (c *Contract) Constant(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, []byte(fmt.Sprint(rand.New(rand.NewSource(42)).Perm(6))))
}

func (c *Contract) Logged(ctx contractapi.TransactionContextInterface, id string) error {
	log.Printf("request %s", uuid.NewString())
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Hashed(ctx contractapi.TransactionContextInterface, name string) error {
	return ctx.GetStub().PutState(keys.Of(name), nil)
}

func (c *Contract) Signed(ctx contractapi.TransactionContextInterface, id string, key ed25519.PrivateKey) error {
	signature, err := key.Sign(crand.Reader, []byte(id), nil)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, signature)
}

// A client's own numbers are its own business.
func main() { fmt.Println(rand.Int(), keys.New()) }
