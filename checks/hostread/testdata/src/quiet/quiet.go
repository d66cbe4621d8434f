package quiet

import (
	"log"
	"os"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"settings"
)

var prefix = os.Getenv("PREFIX")

type Contract struct {
	contractapi.Contract
	region string
}

func New() *Contract { return &Contract{region: settings.Region()} }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Version"} }

func (c *Contract) Version(ctx contractapi.TransactionContextInterface) string {
	return os.Getenv("VERSION")
}

func (c *Contract) Prefixed(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(prefix+c.region+id, nil)
}

func (c *Contract) Owner(ctx contractapi.TransactionContextInterface, id string) error {
	msp, err := shim.GetMSPID()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, []byte(msp+os.Getenv("CORE_PEER_LOCALMSPID")+settings.MSP()))
}

func (c *Contract) Logged(ctx contractapi.TransactionContextInterface, id string) error {
	if os.Getenv("DEBUG") != "" {
		log.Println("put", id)
	}
	return ctx.GetStub().PutState(id, nil)
}

func main() {
	server := &shim.ChaincodeServer{CCID: os.Getenv("CHAINCODE_ID"), Address: os.Getenv("CHAINCODE_SERVER_ADDRESS")}
	if err := server.Start(); err != nil {
		os.Exit(1)
	}
}
