package quiet

import (
	"fmt"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

// client stands for a program beside the chaincode: it has no stub.
type client struct{ sent time.Time }

func (c *client) Submit(name string) string {
	c.sent = time.Now()
	return fmt.Sprint(name, c.sent)
}

func main() {
	c := &client{}
	fmt.Println(c.Submit(time.Now().String()))
	contractapi.NewChaincode(&Contract{})
}
