package fuse

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

type Account struct {
	Balance float64
	Rate    float32
}

func put(ctx ctxI, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("k", data)
}

func (c *Contract) Sum(ctx ctxI, x, y, z float64) error {
	return put(ctx, x*y+z) // want `notice: x \* y \+ z may be rounded once or twice, and reaches PutState at fuse.go:25 through put\nhint: round the product first`
}

func (c *Contract) Difference(ctx ctxI, x, y, z float64) error {
	return put(ctx, z-(x*y)) // want `notice: z - \(x \* y\) may be rounded once or twice, and reaches PutState`
}

// Across statements, too.
func (c *Contract) Statements(ctx ctxI, x, y, z float64) error {
	t := x * y
	r := t + z // want `notice: t \+ z may be rounded`
	return put(ctx, Account{Balance: r})
}

func (c *Contract) Loop(ctx ctxI, prices, weights []float64) error {
	total := 0.0
	for i, p := range prices {
		total += p * weights[i] // want `notice: total \+= p \* weights\[i\] may be rounded once or twice, and reaches PutState`
	}
	return put(ctx, total)
}

func (c *Contract) Single(ctx ctxI, a Account, by float32) error {
	a.Rate = a.Rate + a.Rate*by // want `notice: a.Rate \+ a.Rate \* by may be rounded`
	return put(ctx, a)
}

// A conversion of the sum, or of a factor, rounds too late or too early.
func (c *Contract) Elsewhere(ctx ctxI, x, y, z float64) error {
	return put(ctx, float64(float64(x)*y+z)) // want `notice: .* reaches PutState`
}

func (c *Contract) Decides(ctx ctxI, x, y, z float64) error {
	if x*y-z > 0 { // want `notice: x \* y - z may be rounded once or twice, and decides PutState`
		return put(ctx, "more")
	}
	return nil
}

func (c *Contract) Cents(ctx ctxI, x, y, z float64) error {
	cents := int64(math.Round(x*y + z)) // want `notice: .* reaches PutState`
	return put(ctx, cents)
}

func (c *Contract) Exp(ctx ctxI, x float64) error {
	return put(ctx, math.Exp(x)) // want `notice: math.Exp differs in its last bits between architectures, and reaches PutState`
}

func (c *Contract) Pow(ctx ctxI, x, y float64) error {
	return put(ctx, fmt.Sprintf("%.2f", math.Pow(x, 1/y))) // want `notice: math.Pow differs`
}

func (c *Contract) Shown(ctx ctxI, x float64) (float64, error) {
	sin, _ := math.Sincos(x) // want `notice: math.Sincos .* reaches the response`
	return sin, nil
}

func interest(a, r, f float64) float64 { return a*r + f } // want `notice: a \* r \+ f .* through interest, put`

func (c *Contract) Helper(ctx ctxI, x, y, z float64) error { return put(ctx, interest(x, y, z)) }

func dot[T float64 | float32](a, b, c T) T { return a*b + c }

func (c *Contract) Generic(ctx ctxI, x, y, z float64) error { return put(ctx, dot(x, y, z)) }
