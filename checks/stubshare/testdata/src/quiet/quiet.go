package quiet

import (
	"log"
	"sync"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"

	"other"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct {
	contractapi.Contract
	names  map[string]string
	values [][]byte
}

type Asset struct{ ID string }

// Goroutines that get what was read.
func (c *Contract) Read(ctx ctxI, ids []string) error {
	var wg sync.WaitGroup
	for _, id := range ids {
		value, err := ctx.GetStub().GetState(id)
		if err != nil {
			return err
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			log.Println(id, value, len(c.names))
		}()
	}
	wg.Wait()
	return nil
}

// What only looks at the proposal.
func (c *Contract) Proposal(ctx ctxI) error {
	go func() { log.Println(ctx.GetStub().GetTxID(), ctx.GetStub().GetChannelID()) }()
	go log.Println(ctx.GetStub().GetTxID())
	s := &other.Service{}
	go s.LogTx(ctx)
	return nil
}

// A closure that is called at once.
func (c *Contract) Inline(ctx ctxI, id string) error {
	put := func(key string) error { return ctx.GetStub().PutState(key, nil) }
	defer func() { log.Println("done") }()
	return put(id)
}

// Wrappers that live as long as the transaction.
type service struct {
	stub shim.ChaincodeStubInterface
	log  []string
}

func newService(stub shim.ChaincodeStubInterface) *service { return &service{stub: stub} }

func (s *service) use(stub shim.ChaincodeStubInterface) { s.stub = stub }

func (c *Contract) Wrapper(ctx ctxI, id string) error {
	s := newService(ctx.GetStub())
	s.use(ctx.GetStub())
	s.log = append(s.log, id)
	return s.stub.PutState(id, nil)
}

// Made without a stub.
var instance *service

func (c *Contract) Lazy(ctx ctxI) error {
	if instance == nil {
		instance = &service{}
	}
	return nil
}

// A context of one's own is made for each transaction.
type Context struct {
	contractapi.TransactionContext
	stub  shim.ChaincodeStubInterface
	asset *Asset
}

func (c *Context) SetStub(stub shim.ChaincodeStubInterface) { c.stub = stub }

func (c *Contract) Before(ctx *Context) error {
	ctx.stub = ctx.GetStub()
	ctx.asset = &Asset{"a"}
	return nil
}

// What comes from the ledger is globalstate's.
func (c *Contract) Keeps(ctx ctxI, id string) error {
	value, err := ctx.GetStub().GetState(id)
	c.values = append(c.values, value)
	return err
}

func (c *Contract) Forgets(ctx ctxI) error {
	current = nil
	return nil
}

var current ctxI

// The pattern that contract-api makes contexts after.
func New() *Contract {
	c := new(Contract)
	c.TransactionContextHandler = new(Context)
	return c
}

func (c *Contract) setUp() { c.TransactionContextHandler = new(Context) }

// One after the other.
func (c *Contract) InTurn(ctx ctxI, ids []string) error {
	for _, id := range ids {
		if err := ctx.GetStub().PutState(id, nil); err != nil {
			return err
		}
	}
	return nil
}

// Servers that main starts.
func main() {
	cc, err := contractapi.NewChaincode(New())
	if err != nil {
		log.Fatal(err)
	}
	go func() { log.Println(cc.Start()) }()
	select {}
}
