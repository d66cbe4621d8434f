package quiet

import (
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"sync"

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

// Parallel works with as many goroutines as there are processors; what they
// come to is the same.
func (c *Contract) Parallel(ctx contractapi.TransactionContextInterface, id string, parts []string) error {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	out := make([]byte, len(parts))
	var all sync.WaitGroup
	for i, part := range parts {
		all.Add(1)
		slots <- struct{}{}
		go func() {
			defer all.Done()
			out[i] = part[0]
			<-slots
		}()
	}
	all.Wait()
	return ctx.GetStub().PutState(id, out)
}

func (c *Contract) Pool(ctx contractapi.TransactionContextInterface, id string, parts []string) error {
	out := make([]byte, len(parts))
	jobs := make(chan int)
	var all sync.WaitGroup
	for w := 0; w < runtime.GOMAXPROCS(0); w++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for i := range jobs {
				out[i] = parts[i][0]
			}
		}()
	}
	for i := range parts {
		jobs <- i
	}
	close(jobs)
	all.Wait()
	return ctx.GetStub().PutState(id, out)
}

// Platform is the same for one binary.
func (c *Contract) Platform(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, []byte(runtime.Version()+runtime.GOOS+runtime.GOARCH))
}

func (c *Contract) Recovered(ctx contractapi.TransactionContextInterface, id string) error {
	defer func() {
		if r := recover(); r != nil {
			log.Printf("%v: %s, %d goroutines", r, debug.Stack(), runtime.NumGoroutine())
		}
	}()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	runtime.GOMAXPROCS(2)
	return ctx.GetStub().PutState(id, nil)
}

func main() {
	server := &shim.ChaincodeServer{CCID: os.Getenv("CHAINCODE_ID"), Address: os.Getenv("CHAINCODE_SERVER_ADDRESS")}
	if err := server.Start(); err != nil {
		os.Exit(1)
	}
}
