package calls

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

func (c *Contract) Twice(ctx ctxI) error {
	if err := ctx.GetStub().SetEvent("a", nil); err != nil {
		return err
	}
	return ctx.GetStub().SetEvent("b", nil) // want `error: SetEvent of "b" at calls.go:13 replaces the event of SetEvent of "a" at calls.go:10, which is lost`
}

func (c *Contract) Perhaps(ctx ctxI, big, late bool) error {
	if big {
		ctx.GetStub().SetEvent("big", nil)
	}
	if late {
		ctx.GetStub().SetEvent("late", nil) // want `warning: SetEvent of "late" at`
	}
	return nil
}

func (c *Contract) Loop(ctx ctxI, ids []string) error {
	for _, id := range ids {
		if err := ctx.GetStub().SetEvent("moved", []byte(id)); err != nil { // want `warning: SetEvent of "moved" at .* is called in a loop, and each round's event replaces the one before`
			return err
		}
	}
	return nil
}

func (c *Contract) SomeRounds(ctx ctxI, ids []string) error {
	for _, id := range ids {
		if id != "" {
			ctx.GetStub().SetEvent("moved", []byte(id)) // want `notice: SetEvent of "moved" at .* is called in a loop`
		}
	}
	return nil
}

func emit(ctx ctxI, name string) error { return ctx.GetStub().SetEvent(name, nil) }

func move(ctx ctxI, id string) error {
	if err := ctx.GetStub().PutState(id, nil); err != nil {
		return err
	}
	return emit(ctx, "Moved")
}

func (c *Contract) Helpers(ctx ctxI, id string) error {
	if err := move(ctx, id); err != nil {
		return err
	}
	return emit(ctx, "Paid") // want `error: SetEvent of "Paid" at calls.go:44 through emit replaces the event of SetEvent of "Moved" at calls.go:44 through move, emit, which is lost`
}

func (c *Contract) Batch(ctx ctxI, ids []string) error {
	for _, id := range ids {
		if err := move(ctx, id); err != nil { // want `warning: SetEvent of "Moved" at calls.go:44 through move, emit is called in a loop`
			return err
		}
	}
	return nil
}
