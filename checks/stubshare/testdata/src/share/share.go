package share

import (
	"log"
	"sync"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"golang.org/x/sync/errgroup"

	"other"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

// Several at once.
func (c *Contract) Loop(ctx ctxI, ids []string) ([][]byte, error) {
	values := make([][]byte, len(ids))
	var wg sync.WaitGroup
	for i, id := range ids {
		wg.Add(1)
		go func(i int, id string) { // want `error: the goroutine calls GetState at share.go:27 on the transaction's stub, at the same time as others of its kind`
			defer wg.Done()
			values[i], _ = ctx.GetStub().GetState(id)
		}(i, id)
	}
	wg.Wait()
	return values, nil
}

func (c *Contract) Group(ctx ctxI, ids []string) error {
	var g errgroup.Group
	stub := ctx.GetStub()
	for _, id := range ids {
		g.Go(func() error { return stub.PutState(id, nil) }) // want `error: the goroutine calls PutState at share.go:38 on the transaction's stub, at the same time as others of its kind`
	}
	return g.Wait()
}

// Two of them.
func (c *Contract) Two(ctx ctxI, a, b string) error {
	var wg sync.WaitGroup
	wg.Add(2)
	go c.load(ctx, a, &wg) // want `error: the goroutine calls GetState at share.go:\d+ on the transaction's stub, at the same time as GetState at share.go:\d+`
	go c.load(ctx, b, &wg) // want `error: the goroutine calls GetState at share.go:\d+ on the transaction's stub, at the same time as GetState at share.go:\d+`
	wg.Wait()
	return nil
}

func (c *Contract) load(ctx ctxI, id string, wg *sync.WaitGroup) {
	defer wg.Done()
	value, err := ctx.GetStub().GetState(id)
	log.Println(value, err)
}

// One, and the transaction itself.
func (c *Contract) Beside(ctx ctxI, id string) error {
	done := make(chan error, 1)
	go func() { done <- save(ctx, id) }() // want `error: the goroutine calls PutState at share.go:71 on the transaction's stub, at the same time as GetState at share.go:63`
	if _, err := ctx.GetStub().GetState(id); err != nil {
		return err
	}
	return <-done
}

// A helper that is handed the context.
func save(ctx ctxI, id string) error {
	return ctx.GetStub().PutState(id, nil)
}

// Nothing waits.
func (c *Contract) Loose(ctx ctxI, id string) error {
	go save(ctx, id) // want `error: the goroutine calls PutState at share.go:71 on the transaction's stub and is not waited for`
	return nil
}

func (c *Contract) Later(ctx ctxI, id string) error {
	time.AfterFunc(time.Second, func() { save(ctx, id) }) // want `error: the goroutine calls PutState at share.go:71 on the transaction's stub and is not waited for`
	return nil
}

// Another package's function may ask the peer.
func (c *Contract) Elsewhere(ctx ctxI, id string) error {
	go other.Archive(ctx, id) // want `warning: the goroutine calls other.Archive at share.go:87 on the transaction's stub and is not waited for`
	return nil
}

// A wrapper around the stub.
type store struct{ stub shim.ChaincodeStubInterface }

func (s *store) get(id string) ([]byte, error) { return s.stub.GetState(id) }

func (c *Contract) Wrapper(ctx ctxI, ids []string) error {
	s := &store{ctx.GetStub()}
	errs := make(chan error)
	for _, id := range ids {
		go func() { // want `error: the goroutine calls GetState at share.go:94 on the transaction's stub, at the same time as others of its kind`
			_, err := s.get(id)
			errs <- err
		}()
	}
	for range ids {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// One, waited for, and nothing else meanwhile.
func (c *Contract) Single(ctx ctxI, id string) error {
	done := make(chan error)
	go func() { done <- save(ctx, id) }() // want `notice: the goroutine calls PutState at share.go:71 on the transaction's stub, which is right only as long as nothing else uses it`
	return <-done
}

// One request at a time.
func (c *Contract) Locked(ctx ctxI, ids []string) error {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() { // want `notice: the goroutine calls GetState at share.go:\d+ on the transaction's stub under a lock`
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			ctx.GetStub().GetState(id)
		}()
	}
	wg.Wait()
	return nil
}

// Queries fail in the same way.
func (c *Contract) GetEvaluateTransactions() []string { return []string{"Query"} }

func (c *Contract) Query(ctx ctxI, ids []string) error {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go c.load(ctx, id, &wg) // want `error: the goroutine calls GetState at share.go:\d+ on the transaction's stub, at the same time as others`
	}
	wg.Wait()
	return nil
}

// Calls in a circle end.
func (c *Contract) Circle(ctx ctxI, n int) error {
	done := make(chan error)
	go func() { done <- c.ping(ctx, n) }() // want `notice: the goroutine calls PutState`
	return <-done
}

func (c *Contract) ping(ctx ctxI, n int) error {
	if n == 0 {
		return save(ctx, "n")
	}
	return c.pong(ctx, n-1)
}

func (c *Contract) pong(ctx ctxI, n int) error { return c.ping(ctx, n) }
