package fixed

import (
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func put(ctx contractapi.TransactionContextInterface, v float64) error {
	return ctx.GetStub().PutState("k", []byte(strconv.FormatFloat(v, 'g', -1, 64)))
}

func (c *Contract) Sum(ctx contractapi.TransactionContextInterface, x, y, z float64) error {
	return put(ctx, x*y+z) // want `notice: x`
}

func (c *Contract) Both(ctx contractapi.TransactionContextInterface, x, y, z float64) error {
	return put(ctx, x*y-(y*z)) // want `notice: x`
}

func (c *Contract) Assigned(ctx contractapi.TransactionContextInterface, x, y, z float64) error {
	z += x * y // want `notice: z`
	return put(ctx, z)
}
