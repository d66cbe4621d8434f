package quiet

import (
	"errors"
	"log"
	"regexp"
	"strconv"
	"sync"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

const prefix = "asset"

var (
	pattern    = regexp.MustCompile("^[a-z]+$")
	rates      = map[string]int{"a": 1, "b": 2}
	errMissing = errors.New("missing")
	logger     *log.Logger
	mu         sync.Mutex
	limit      int
)

type Contract struct {
	contractapi.Contract
	limit int
	names map[string]string
	mu    sync.Mutex
}

// The stub that is kept is stubshare's to report.
type Keeper struct {
	contractapi.Contract
	ctx ctxI
}

func (k *Keeper) Keep(ctx ctxI) error {
	k.ctx = ctx
	return k.ctx.GetStub().PutState("k", nil)
}

type Asset struct {
	ID   string
	Tags map[string]string
}

func init() { rates["c"] = 3 }

// configure is what main calls before the chaincode starts.
func configure(c *Contract, n int) {
	limit = n
	c.limit = n
	c.names = map[string]string{}
}

func main() {
	c := &Contract{}
	configure(c, 7)
	contractapi.NewChaincode(c)
}

// Constants, tables and what main has set are only read.
func (c *Contract) Reads(ctx ctxI, id string) error {
	mu.Lock()
	defer mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !pattern.MatchString(id) {
		return errMissing
	}
	return ctx.GetStub().PutState(prefix+id+c.names[id], []byte(strconv.Itoa(rates[id]+limit+c.limit)))
}

func (c *Contract) Logs(ctx ctxI) error {
	logger = log.Default()
	logger.Println("hello")
	return nil
}

// Locals, and what belongs to one transaction.
func (c *Contract) Locals(ctx ctxI, a *Asset) error {
	count, seen := 0, map[string]bool{}
	for id := range a.Tags {
		seen[id] = true
		count++
	}
	a.rename("x")
	copied := rates
	fresh := map[string]int{}
	for k, v := range copied {
		fresh[k] = v
	}
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(count)))
}

func (a *Asset) rename(id string) { a.ID = id; a.Tags["id"] = id }

// A copy of the contract is the transaction's own.
func (c Contract) Copy(ctx ctxI) error {
	c.limit = 9
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(c.limit)))
}

// A context of one's own is made for each transaction.
type Context struct {
	contractapi.TransactionContext
	user string
}

func (c *Context) SetUser(user string) { c.user = user }

func (c *Contract) WithContext(ctx *Context) error {
	ctx.SetUser("me")
	return ctx.GetStub().PutState("user", []byte(ctx.user))
}

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Count"} }

var queries int

func (c *Contract) Count(ctx ctxI) (int, error) {
	queries++
	return queries, nil
}
