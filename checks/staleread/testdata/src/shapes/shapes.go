package shapes

import (
	"encoding/json"
	"strconv"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Base struct{ contractapi.Contract }

type Contract struct{ Base }

type asset struct{ ID, Owner string }

func save(ctx ctxI, a *asset) error {
	value, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("asset"+a.ID, value)
}

func load(ctx ctxI, id string) (*asset, error) {
	value, err := ctx.GetStub().GetState("asset" + id)
	if err != nil {
		return nil, err
	}
	a := new(asset)
	return a, json.Unmarshal(value, a)
}

func (c *Contract) Helpers(ctx ctxI, id, owner string) (*asset, error) {
	if err := save(ctx, &asset{ID: id, Owner: owner}); err != nil {
		return nil, err
	}
	return load(ctx, id) // want `error: GetState of "asset" \+ id at shapes.go:28 through load returns the committed value: PutState of the same key at shapes.go:24 through save is not seen before commit`
}

// next is right once in a transaction.
func next(ctx ctxI) (int, error) {
	value, err := ctx.GetStub().GetState("last")
	if err != nil {
		return 0, err
	}
	n, _ := strconv.Atoi(string(value))
	return n + 1, ctx.GetStub().PutState("last", []byte(strconv.Itoa(n+1)))
}

func (c *Contract) Twice(ctx ctxI) (int, error) {
	if _, err := next(ctx); err != nil {
		return 0, err
	}
	return next(ctx) // want `error: GetState of "last" at shapes.go:45 through next .*: PutState of the same key at shapes.go:50 through next`
}

func (c *Contract) Each(ctx ctxI, list []string) error {
	for range list {
		if _, err := next(ctx); err != nil { // want `warning: GetState of "last" at .* in each round`
			return err
		}
	}
	return nil
}

func (c *Contract) Closure(ctx ctxI, id string) ([]byte, error) {
	put := func() error { return ctx.GetStub().PutState(id, nil) }
	if err := put(); err != nil {
		return nil, err
	}
	return ctx.GetStub().GetState(id) // want `error: GetState of id at`
}

func within(f func() error) error { return f() }

func (c *Contract) Handed(ctx ctxI, id string) ([]byte, error) {
	if err := within(func() error { return ctx.GetStub().PutState(id, nil) }); err != nil {
		return nil, err
	}
	return ctx.GetStub().GetState(id) // want `warning: GetState of id at`
}

func (c *Contract) MethodValue(ctx ctxI, id string) ([]byte, error) {
	put := ctx.GetStub().PutState
	if err := put(id, nil); err != nil {
		return nil, err
	}
	return ctx.GetStub().GetState(id) // want `error: GetState of id at`
}

type store struct{ stub shim.ChaincodeStubInterface }

func (s *store) key(id string) (string, error) {
	return s.stub.CreateCompositeKey("asset", []string{id})
}

func (s *store) Save(id string) error {
	key, err := s.key(id)
	if err != nil {
		return err
	}
	return s.stub.PutState(key, nil)
}

func (s *store) Load(id string) ([]byte, error) {
	key, err := s.key(id)
	if err != nil {
		return nil, err
	}
	return s.stub.GetState(key)
}

func (c *Contract) Wrapper(ctx ctxI, id string) ([]byte, error) {
	s := &store{ctx.GetStub()}
	if err := s.Save(id); err != nil {
		return nil, err
	}
	return s.Load(id) // want `error: GetState of asset\(id\) at .* through store.Load`
}

type keeper interface {
	Save(id string) error
	Load(id string) ([]byte, error)
}

func (c *Contract) Interface(ctx ctxI, id string) ([]byte, error) {
	var k keeper = &store{ctx.GetStub()}
	if err := k.Save(id); err != nil {
		return nil, err
	}
	return k.Load(id) // want `error: GetState of asset\(id\) at`
}

type thin struct{ shim.ChaincodeStubInterface }

func (t thin) PutState(key string, value []byte) error {
	return t.ChaincodeStubInterface.PutState("x"+key, value)
}

func (c *Contract) Embedded(ctx ctxI) ([]byte, error) {
	t := thin{ctx.GetStub()}
	if err := t.PutState("a", nil); err != nil {
		return nil, err
	}
	return t.GetState("xa") // want `error: GetState of "xa" at`
}

func put[T any](ctx ctxI, key string, v T) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, value)
}

func get[T any](ctx ctxI, key string) (v T, err error) {
	value, err := ctx.GetStub().GetState(key)
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal(value, &v)
}

func (c *Contract) Generic(ctx ctxI, id string) (asset, error) {
	if err := put(ctx, id, asset{ID: id}); err != nil {
		return asset{}, err
	}
	return get[asset](ctx, id) // want `error: GetState of id at .* through get`
}

// A call cycle ends.
func even(ctx ctxI, n int) error {
	if n == 0 {
		return ctx.GetStub().PutState("n", nil)
	}
	return odd(ctx, n-1)
}

func odd(ctx ctxI, n int) error { return even(ctx, n-1) }

func (c *Contract) Cycle(ctx ctxI) ([]byte, error) {
	if err := odd(ctx, 3); err != nil {
		return nil, err
	}
	return ctx.GetStub().GetState("n") // want `GetState of "n" at`
}

// Promoted is a transaction of Contract.
func (b *Base) Promoted(ctx ctxI) ([]byte, error) {
	ctx.GetStub().PutState("p", nil)
	return ctx.GetStub().GetState("p") // want `error: GetState of "p" at`
}

func (c *Contract) AfterDefer(ctx ctxI) (value []byte, err error) {
	ctx.GetStub().PutState("d", nil)
	defer func() {
		value, err = ctx.GetStub().GetState("d") // want `GetState of "d" at`
	}()
	return nil, nil
}

func putAt(ctx ctxI, kind string, parts []string) error {
	key, err := ctx.GetStub().CreateCompositeKey(kind, parts)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, nil)
}

func getAt(ctx ctxI, kind string, parts ...string) ([]byte, error) {
	key, err := ctx.GetStub().CreateCompositeKey(kind, parts)
	if err != nil {
		return nil, err
	}
	return ctx.GetStub().GetState(key)
}

func (c *Contract) Parts(ctx ctxI, owner, id string) ([]byte, error) {
	if err := putAt(ctx, "asset", []string{owner, id}); err != nil {
		return nil, err
	}
	if _, err := getAt(ctx, "asset", id, owner); err != nil {
		return nil, err
	}
	return getAt(ctx, "asset", owner, id) // want `error: GetState of asset\(owner, id\) at .* through getAt`
}

func (c *Contract) SameParts(ctx ctxI, parts []string) ([]byte, error) {
	if err := putAt(ctx, "asset", parts); err != nil {
		return nil, err
	}
	return getAt(ctx, "asset", parts...) // want `error: GetState at .* through getAt`
}
