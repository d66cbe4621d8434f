package state

import (
	"encoding/json"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct {
	contractapi.Contract
	count int
	repo  *repository
	seen  map[string]bool
}

var counter int

func (c *Contract) Global(ctx ctxI) error {
	counter++ // want `error: package variable counter is written in a transaction and reaches PutState at state.go:26`
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(counter)))
}

func (c *Contract) Field(ctx ctxI) error {
	c.count++ // want `error: field Contract.count is written in a transaction and reaches PutState at state.go:31`
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(c.count)))
}

var paused bool

func (c *Contract) Pause(ctx ctxI) error {
	paused = true // want `warning: package variable paused is written in a transaction and decides PutState at state.go:45`
	return nil
}

func (c *Contract) Run(ctx ctxI) error {
	if paused {
		return nil
	}
	return ctx.GetStub().PutState("run", nil)
}

type config struct{ Limit int }

var cached *config

func (c *Contract) Cached(ctx ctxI, n int) error {
	if cached == nil {
		value, err := ctx.GetStub().GetState("config")
		if err != nil {
			return err
		}
		cached = new(config) // want `warning: package variable cached keeps what GetState returned for later transactions`
		if err := json.Unmarshal(value, cached); err != nil {
			return err
		}
	}
	if n > cached.Limit {
		return errors.New("too many")
	}
	return ctx.GetStub().PutState("n", nil)
}

var channel string

func (c *Contract) Channel(ctx ctxI) error {
	channel = ctx.GetStub().GetChannelID() // want `error: package variable channel is written in a transaction and reaches PutState`
	return ctx.GetStub().PutState("channel", []byte(channel))
}

var names = map[string]string{}

func (c *Contract) Names(ctx ctxI, name string) error {
	names[name] = name // want `warning: package variable names is a map that a transaction writes, and the process ends`
	return nil
}

func (c *Contract) Forget(ctx ctxI, name string) error {
	delete(c.seen, name) // want `warning: field Contract.seen is a map that a transaction writes`
	return nil
}

type repository struct{ last string }

func (r *repository) remember(id string) { r.last = id } // want `error: field Contract.repo.last is written in a transaction and reaches PutState`

func (c *Contract) ThroughHelper(ctx ctxI, id string) error {
	c.repo.remember(id)
	return ctx.GetStub().PutState("last", []byte(c.repo.last))
}

func set(p *string, v string) { *p = v } // want `error: package variable owner is written in a transaction and reaches PutState`

var owner string

func (c *Contract) ThroughPointer(ctx ctxI, id string) error {
	set(&owner, id)
	return ctx.GetStub().PutState("owner", []byte(owner))
}

var total int64

func (c *Contract) Atomic(ctx ctxI) error {
	atomic.AddInt64(&total, 1) // want `error: package variable total is written in a transaction and reaches PutState`
	return ctx.GetStub().PutState("total", []byte(strconv.FormatInt(total, 10)))
}

var known sync.Map

func (c *Contract) SyncMap(ctx ctxI, id string) error {
	known.Store(id, id) // want `warning: package variable known is written in a transaction and decides PutState`
	if _, ok := known.Load("admin"); ok {
		return ctx.GetStub().PutState("admin", nil)
	}
	return nil
}

var inClosure int

func (c *Contract) Closure(ctx ctxI) error {
	next := func() { inClosure++ } // want `error: package variable inClosure is written in a transaction and reaches PutState`
	next()
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(inClosure)))
}

var (
	once  sync.Once
	price int
)

func (c *Contract) Once(ctx ctxI) error {
	once.Do(func() { price = 7 }) // want `notice: package variable price is set by sync.Once within a transaction`
	return ctx.GetStub().PutState("price", []byte(strconv.Itoa(price)))
}

var debug int

func (c *Contract) Unused(ctx ctxI) error {
	debug = 1 // want `notice: package variable debug is written in a transaction, a race`
	return nil
}

// Base's methods are transactions of Derived.
type Base struct{ n int }

func (b *Base) Promoted(ctx ctxI) error {
	last = b.n // want `error: package variable last is written in a transaction and reaches PutState`
	return ctx.GetStub().PutState("n", []byte(strconv.Itoa(last)))
}

var last int

type Derived struct {
	contractapi.Contract
	Base
}

var (
	cacheLock sync.Mutex
	cache     = map[string][]byte{}
)

// Cache has a way out that is nowhere in the code: what it returns when a
// deferred function has recovered.
func (c *Contract) Cache(ctx ctxI, key string) (string, error) {
	cacheLock.Lock()
	defer cacheLock.Unlock()
	if key == "" {
		return "none", nil
	}
	if data, ok := cache[key]; ok {
		return string(data), nil
	}
	data, err := ctx.GetStub().GetState(key)
	if err != nil {
		return "", err
	}
	cache[key] = data // want `error: package variable cache is written in a transaction and reaches the response at state.go:177`
	return string(data), nil
}

var latest string

// Recovered has no other way out.
func (c *Contract) Recovered(ctx ctxI, key string) (result string, err error) {
	defer func() {
		recover()
		result = latest
		latest = key // want `error: package variable latest is written in a transaction and reaches the response at state.go:197`
	}()
	panic(key)
}
