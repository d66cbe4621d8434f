package quiet

import (
	"encoding/json"
	"errors"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Look"} }

func (c *Contract) Look(ctx ctxI) ([]byte, error) {
	ctx.GetStub().PutState("k", nil)
	return ctx.GetStub().GetState("k")
}

type asset struct{ ID, Owner string }

// Read first.
func (c *Contract) Update(ctx ctxI, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, append(v, 1))
}

// Two assets.
func (c *Contract) Transfer(ctx ctxI, from, to string) error {
	a, _ := ctx.GetStub().GetState(from)
	ctx.GetStub().PutState(from, append(a, 1))
	b, _ := ctx.GetStub().GetState(to)
	return ctx.GetStub().PutState(to, append(b, 2))
}

func (c *Contract) Prefixes(ctx ctxI, id string) ([]byte, error) {
	ctx.GetStub().PutState("a"+id, nil)
	return ctx.GetStub().GetState("b" + id)
}

func (c *Contract) Arguments(ctx ctxI, args []string) ([]byte, error) {
	ctx.GetStub().PutState(args[0], nil)
	return ctx.GetStub().GetState(args[1])
}

func (c *Contract) Items(ctx ctxI, list []string) error {
	for _, id := range list {
		v, err := ctx.GetStub().GetState(id)
		if err != nil {
			return err
		}
		if err := ctx.GetStub().PutState(id, append(v, 1)); err != nil {
			return err
		}
	}
	for i := range list {
		v, err := ctx.GetStub().GetState(list[i])
		if err != nil {
			return err
		}
		if err := ctx.GetStub().PutState(list[i], append(v, 1)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Contract) Fields(ctx ctxI, list []asset) error {
	for i := range list {
		v, err := ctx.GetStub().GetState(list[i].ID)
		if err != nil {
			return err
		}
		if err := ctx.GetStub().PutState(list[i].ID, append(v, 1)); err != nil {
			return err
		}
	}
	return nil
}

// Another collection, and another kind of state.
func (c *Contract) Collections(ctx ctxI, id string) ([]byte, error) {
	ctx.GetStub().PutPrivateData("a", id, nil)
	ctx.GetStub().PutState(id, nil)
	ctx.GetStub().GetStateValidationParameter(id)
	return ctx.GetStub().GetPrivateData("b", id)
}

func (c *Contract) Reassigned(ctx ctxI, id, next string) ([]byte, error) {
	ctx.GetStub().PutState(id, nil)
	id = next
	return ctx.GetStub().GetState(id)
}

func (c *Contract) ReassignedField(ctx ctxI, a *asset, next string) ([]byte, error) {
	ctx.GetStub().PutState(a.ID, nil)
	a.ID = next
	return ctx.GetStub().GetState(a.ID)
}

func (c *Contract) Refilled(ctx ctxI, text []byte) ([]byte, error) {
	var a asset
	json.Unmarshal(text, &a)
	ctx.GetStub().PutState(a.ID, nil)
	json.Unmarshal(text, &a)
	return ctx.GetStub().GetState(a.ID)
}

// Where only an error can follow.
func (c *Contract) Failing(ctx ctxI, id string) error {
	if err := ctx.GetStub().PutState(id, nil); err != nil {
		old, _ := ctx.GetStub().GetState(id)
		return errors.New(string(old))
	}
	return nil
}

// Where the write failed.
func (c *Contract) Failed(ctx ctxI, id string) ([]byte, error) {
	if err := ctx.GetStub().PutState(id, nil); err != nil {
		return ctx.GetStub().GetState(id)
	}
	return nil, nil
}

func (c *Contract) OneOrTheOther(ctx ctxI, id, what string) ([]byte, error) {
	if what == "put" {
		ctx.GetStub().PutState(id, nil)
	}
	if what == "get" {
		return ctx.GetStub().GetState(id)
	}
	if what != "put" {
		return ctx.GetStub().GetState(id)
	}
	return nil, nil
}

func (c *Contract) Unused(ctx ctxI, id string) error {
	ctx.GetStub().PutState(id, nil)
	_, err := ctx.GetStub().GetState(id)
	return err
}

func (c *Contract) Returned(ctx ctxI, id, what string) ([]byte, error) {
	switch what {
	case "put":
		return nil, ctx.GetStub().PutState(id, nil)
	case "get":
		return ctx.GetStub().GetState(id)
	}
	return nil, nil
}

// cache shows what it wrote.
type cache struct {
	stub  shim.ChaincodeStubInterface
	wrote map[string][]byte
}

func (c *cache) Put(key string, value []byte) error {
	c.wrote[key] = value
	return c.stub.PutState(key, value)
}

func (c *cache) Get(key string) ([]byte, error) {
	if v, ok := c.wrote[key]; ok {
		return v, nil
	}
	return c.stub.GetState(key)
}

func (c *Contract) Cached(ctx ctxI, id string) ([]byte, error) {
	s := &cache{ctx.GetStub(), map[string][]byte{}}
	s.Put(id, nil)
	return s.Get(id)
}

// A query of other keys, and one that was made before.
func (c *Contract) Queries(ctx ctxI, id string) error {
	ctx.GetStub().PutState("asset"+id, nil)
	key, _ := ctx.GetStub().CreateCompositeKey("asset", []string{id})
	ctx.GetStub().PutState(key, nil)
	it, _ := ctx.GetStub().GetStateByRange("bond0", "bond999")
	it.Close()
	it, _ = ctx.GetStub().GetStateByPartialCompositeKey("bond", []string{id})
	return it.Close()
}

func (c *Contract) Recolour(ctx ctxI, colour string) error {
	it, err := ctx.GetStub().GetStateByPartialCompositeKey("colour", []string{colour})
	if err != nil {
		return err
	}
	defer it.Close()
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return err
		}
		ctx.GetStub().PutState(kv.Key, nil)
		key, _ := ctx.GetStub().CreateCompositeKey("colour", []string{colour, kv.Key})
		ctx.GetStub().DelState(key)
	}
	return nil
}

// The handlers of a router run in different transactions.
type router struct{ routes map[string]func(ctxI) error }

func (r *router) add(name string, h func(ctxI) error) { r.routes[name] = h }

func New(ctx ctxI) *router {
	r := &router{map[string]func(ctxI) error{}}
	prefix := "a"
	r.add("put", func(ctx ctxI) error { return ctx.GetStub().PutState(prefix, nil) })
	r.add("get", func(ctx ctxI) error { v, err := ctx.GetStub().GetState(prefix); _ = v; return err })
	return r
}

// A stub for tests shows what it wrote.
type MockStub struct{ shim.ChaincodeStubInterface }

func (m *MockStub) PutState(key string, value []byte) error { return nil }
func (m *MockStub) GetState(key string) ([]byte, error)     { return nil, nil }

func try(m *MockStub) []byte {
	m.PutState("a", nil)
	v, _ := m.GetState("a")
	return v
}

// Which handler a call comes to is not known.
type handler func(ctx ctxI, id string) error

var handlers = map[string]handler{"store": storeIt, "fetch": fetchIt}

func storeIt(ctx ctxI, id string) error { return ctx.GetStub().PutState(id, nil) }

func fetchIt(ctx ctxI, id string) error {
	v, err := ctx.GetStub().GetState(id)
	if len(v) == 0 {
		return errors.New("missing")
	}
	return err
}

func (c *Contract) Route(ctx ctxI, first, second, id string) error {
	if err := handlers[first](ctx, id); err != nil {
		return err
	}
	return handlers[second](ctx, id)
}

func (c *Contract) Compared(ctx ctxI, from, to string, amount int) error {
	if from == to {
		return errors.New("to oneself")
	}
	return c.move(ctx, from, to, amount)
}

func (c *Contract) move(ctx ctxI, from, to string, amount int) error {
	a, _ := ctx.GetStub().GetState(from)
	b, _ := ctx.GetStub().GetState(to)
	x, y := len(a)-amount, len(b)+amount
	ctx.GetStub().PutState(from, make([]byte, x))
	return ctx.GetStub().PutState(to, make([]byte, y))
}

// Entries of different kinds.
func (c *Contract) Count(ctx ctxI, owner, id string, amount int) error {
	a, _ := ctx.GetStub().GetState("owner" + owner)
	b, _ := ctx.GetStub().GetState("asset" + id)
	x, y := len(a)-amount, len(b)+amount
	ctx.GetStub().PutState("owner"+owner, make([]byte, x))
	return ctx.GetStub().PutState("asset"+id, make([]byte, y))
}

// The look at what was written may be a function of its own.
type ledger struct {
	stub  shim.ChaincodeStubInterface
	state struct{ items map[string][]byte }
}

func (l *ledger) remember(key string, value []byte) { l.state.items[key] = value }

func (l *ledger) written(key string) ([]byte, bool) {
	value, ok := l.state.items[key]
	return value, ok
}

func (l *ledger) Put(key string, v interface{}) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	l.remember(key, value)
	return l.stub.PutState(key, value)
}

func (l *ledger) Get(key string, v interface{}) error {
	value, ok := l.written(key)
	if !ok {
		var err error
		if value, err = l.stub.GetState(key); err != nil {
			return err
		}
		l.remember(key, value)
	}
	return json.Unmarshal(value, v)
}

func (c *Contract) Remembered(ctx ctxI, id string) (a asset, err error) {
	l := &ledger{stub: ctx.GetStub()}
	if err := l.Put(id, asset{ID: id}); err != nil {
		return a, err
	}
	return a, l.Get(id, &a)
}
