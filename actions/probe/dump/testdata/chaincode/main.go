// Hungry is a chaincode that leaves goroutines, hangs and dies.
package main

import (
	"log"
	"net/http"
	"os"
	"sync"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

type Contract struct {
	contractapi.Contract
	mu sync.Mutex
}

type Context = contractapi.TransactionContextInterface

func (c *Contract) Clean(ctx Context) error { return ctx.GetStub().PutState("a", []byte("b")) }

func (c *Contract) Leak(Context) {
	never := make(chan int)
	go func() { never <- 1 }() // here: leak
	go func() { never <- 2 }()
}

// Ask leaves what an idle connection is served by.
func (c *Contract) Ask(_ Context, url string) error {
	client := &http.Client{Transport: &http.Transport{}}
	answer, err := client.Get(url) // here: ask
	if err == nil {                // here: after
		_, err = answer.Body.Read(nil)
	}
	return err
}

func (c *Contract) Hang(Context) {
	c.mu.Lock()
	c.mu.Lock() // here: hang
}

func (c *Contract) Die(ctx Context) error {
	return ctx.GetStub().PutState("\xff", []byte("x")) // here: die
}

func main() {
	cc, err := contractapi.NewChaincode(&Contract{})
	if err != nil {
		log.Fatal(err)
	}
	server := &shim.ChaincodeServer{
		CCID: os.Getenv("CHAINCODE_ID"), Address: os.Getenv("CHAINCODE_SERVER_ADDRESS"), CC: cc, TLSProps: shim.TLSProperties{Disabled: true},
	}
	log.Fatal(server.Start())
}
