package reads

import (
	"fmt"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) Constant(ctx ctxI) ([]byte, error) {
	if err := ctx.GetStub().PutState("k", nil); err != nil {
		return nil, err
	}
	return ctx.GetStub().GetState("k") // want `error: GetState of "k" at reads.go:17 returns the committed value: PutState of the same key at reads.go:14 is not seen before commit`
}

func (c *Contract) Parameter(ctx ctxI, id string) ([]byte, error) {
	if err := ctx.GetStub().DelState(id); err != nil {
		return nil, err
	}
	return ctx.GetStub().GetState(id) // want `error: GetState of id at .*: DelState of the same key`
}

func (c *Contract) Joined(ctx ctxI, id string) ([]byte, error) {
	ctx.GetStub().PutState("asset-"+id, nil)
	return ctx.GetStub().GetState(fmt.Sprintf("asset-%s", id)) // want `error: GetState of "asset-" \+ id at`
}

func (c *Contract) Composite(ctx ctxI, owner, id string) ([]byte, error) {
	key, err := ctx.GetStub().CreateCompositeKey("owner", []string{owner, id})
	if err != nil {
		return nil, err
	}
	ctx.GetStub().PutState(key, nil)
	again, _ := ctx.GetStub().CreateCompositeKey("owner", []string{owner, id})
	return ctx.GetStub().GetState(again) // want `error: GetState of owner\(owner, id\) at`
}

func (c *Contract) Private(ctx ctxI, id string) ([]byte, error) {
	ctx.GetStub().PutPrivateData("c", id, nil)
	return ctx.GetStub().GetPrivateData("c", id) // want `error: GetPrivateData of id at`
}

func (c *Contract) Hash(ctx ctxI, id string) ([]byte, error) {
	ctx.GetStub().PutPrivateData("c", id, nil)
	return ctx.GetStub().GetPrivateDataHash("c", id) // want `error: GetPrivateDataHash of id at`
}

func (c *Contract) Policy(ctx ctxI, id string) ([]byte, error) {
	ctx.GetStub().SetStateValidationParameter(id, nil)
	return ctx.GetStub().GetStateValidationParameter(id) // want `error: GetStateValidationParameter of id at`
}

type asset struct{ ID, Owner string }

func (c *Contract) Field(ctx ctxI, a *asset) ([]byte, error) {
	ctx.GetStub().PutState(a.ID, nil)
	return ctx.GetStub().GetState(a.ID) // want `error: GetState of a.ID at`
}

func (c *Contract) Argument(ctx ctxI, args []string) ([]byte, error) {
	ctx.GetStub().PutState(args[0], nil)
	return ctx.GetStub().GetState(args[0]) // want `error: GetState of args\[0\] at`
}

func (c *Contract) Sender(ctx ctxI) ([]byte, error) {
	id, _ := ctx.GetClientIdentity().GetID()
	ctx.GetStub().PutState(id, nil)
	again, _ := ctx.GetClientIdentity().GetID()
	return ctx.GetStub().GetState(again) // want `error: GetState at`
}

// The write happens in one branch, the read behind both.
func (c *Contract) Branch(ctx ctxI, id string, fresh bool) ([]byte, error) {
	if fresh {
		ctx.GetStub().PutState(id, nil)
	}
	return ctx.GetStub().GetState(id) // want `error: GetState of id at`
}

// Two branches may have to do with each other.
func (c *Contract) Branches(ctx ctxI, id string, fresh, look bool) ([]byte, error) {
	if fresh {
		ctx.GetStub().PutState(id, nil)
	}
	if look {
		return ctx.GetStub().GetState(id) // want `warning: GetState of id at`
	}
	return nil, nil
}

func (c *Contract) Rounds(ctx ctxI, list []string) error {
	for _, item := range list {
		n, err := ctx.GetStub().GetState("counter") // want `warning: GetState of "counter" at .* in each round: PutState of the same key at reads.go:101 in the round before`
		if err != nil {
			return err
		}
		ctx.GetStub().PutState("counter", append(n, item...))
	}
	return nil
}

func (c *Contract) Element(ctx ctxI, list []asset) error {
	for i := range list {
		ctx.GetStub().PutState(list[i].ID, nil)
		if v, _ := ctx.GetStub().GetState(list[i].ID); v != nil { // want `error: GetState at`
			ctx.GetStub().PutState("seen", v)
		}
	}
	return nil
}

func (c *Contract) History(ctx ctxI, id string) error {
	ctx.GetStub().PutState(id, nil)
	it, err := ctx.GetStub().GetHistoryForKey(id) // want `warning: GetHistoryForKey of id at .* does not have this transaction's value`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) All(ctx ctxI) error {
	ctx.GetStub().PutState("asset1", nil)
	it, err := ctx.GetStub().GetStateByRange("", "") // want `warning: GetStateByRange at reads.go:127 does not see PutState of "asset1" at reads.go:126, whose key is among those that it asks for`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) Some(ctx ctxI, id string) error {
	ctx.GetStub().PutState("CAR"+id, nil)
	it, err := ctx.GetStub().GetStateByRange("CAR0", "CAR999") // want `notice: GetStateByRange at .*, whose key may be among those`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) Partial(ctx ctxI, owner, id string) error {
	key, _ := ctx.GetStub().CreateCompositeKey("owner", []string{owner, id})
	ctx.GetStub().PutState(key, nil)
	it, err := ctx.GetStub().GetStateByPartialCompositeKey("owner", []string{owner}) // want `warning: GetStateByPartialCompositeKey at .*PutState of owner\(owner, id\)`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) OtherPartial(ctx ctxI, owner, other, id string) error {
	key, _ := ctx.GetStub().CreateCompositeKey("owner", []string{owner, id})
	ctx.GetStub().PutState(key, nil)
	it, err := ctx.GetStub().GetStateByPartialCompositeKey("owner", []string{other}) // want `notice: GetStateByPartialCompositeKey`
	if err != nil {
		return err
	}
	return it.Close()
}

func (c *Contract) Transfer(ctx ctxI, from, to string, amount int) error {
	a, _ := ctx.GetStub().GetState("balance" + from)
	b, _ := ctx.GetStub().GetState("balance" + to)
	x, y := len(a)-amount, len(b)+amount
	ctx.GetStub().PutState("balance"+from, []byte(fmt.Sprint(x)))
	return ctx.GetStub().PutState("balance"+to, []byte(fmt.Sprint(y))) // want `notice: PutState of "balance" \+ to at .* replaces PutState of "balance" \+ from at .* where both keys are the same`
}
