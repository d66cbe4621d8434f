package ends

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"regexp"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

var pattern = regexp.MustCompile("^[a-z]+$")

func (c *Contract) Always(ctx contractapi.TransactionContextInterface) error {
	panic("not implemented") // want `error: panic ends the chaincode's process from within a transaction`
}

func (c *Contract) State(ctx contractapi.TransactionContextInterface, id string) error {
	b, err := ctx.GetStub().GetState(id)
	if err != nil {
		log.Fatalf("reading: %v", err) // want `error: log.Fatalf ends the chaincode's process`
	}
	check(json.Unmarshal(b, c))
	return nil
}

func check(err error) {
	if err != nil {
		panic(err) // want `error: panic ends the chaincode's process from within a transaction, reached from Contract`
	}
}

func (c *Contract) Input(ctx contractapi.TransactionContextInterface, amount int) error {
	if amount < 0 {
		log.Panicln("negative") // want `error: log.Panicln ends`
	}
	ok, err := c.exists(ctx, "a")
	if err != nil {
		return err
	}
	if !ok {
		os.Exit(1) // want `error: os.Exit ends`
	}
	return nil
}

func (c *Contract) exists(ctx contractapi.TransactionContextInterface, id string) (bool, error) {
	b, err := ctx.GetStub().GetState(id)
	if err != nil {
		return false, err
	}
	return b != nil, nil
}

var ready bool

func (c *Contract) Program(ctx contractapi.TransactionContextInterface) error {
	if !ready {
		panic("not ready") // want `warning: panic ends`
	}
	if fmt.Sprint(ready) == "" {
		panic("unreachable") // want `notice: panic would end the chaincode's process from within a transaction, behind what cannot fail`
	}
	b, err := json.Marshal(c.Name)
	if err != nil {
		panic(err) // want `notice: panic would end`
	}
	return ctx.GetStub().PutState("name", b)
}

func (c *Contract) Pattern(ctx contractapi.TransactionContextInterface, text string) (bool, error) {
	return regexp.MustCompile(text).MatchString("a"), nil // want `error: regexp.MustCompile panics for text that it cannot read, and the text comes from argument text of transaction Pattern`
}

// What exits cannot be recovered.
func (c *Contract) Recovered(ctx contractapi.TransactionContextInterface, id string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	if id == "" {
		log.Fatal("no id") // want `error: log.Fatal ends the chaincode's process from within a transaction`
	}
	go func() {
		panic("beyond what was deferred") // want `error: panic ends`
	}()
	inner(id)
	panic(id)
}

func inner(id string) {
	if id == "x" {
		panic(id + id[:7])
	}
}

// Uncalled is reached by nothing that we see but a framework.
func Uncalled(ctx contractapi.TransactionContextInterface) {
	panic("handler") // want `warning: panic ends`
}
