package quiet

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"math"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

func put(ctx ctxI, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("k", data)
}

// The specification's own examples of what may not be fused.
func (c *Contract) Rounded(ctx ctxI, x, y, z float64) error {
	r := float64(x*y) + z
	s := z
	s += float64(x * y)
	t := float64((x * y))
	u := t + z
	v := x * y
	w := float64(v) + z
	return put(ctx, []float64{r, s, u, w, z - float64(x*y)})
}

func (c *Contract) Integers(ctx ctxI, x, y, z int64) error { return put(ctx, x*y+z) }

func (c *Contract) Constants(ctx ctxI) error {
	const rate = 1.5*2.5 + 3
	return put(ctx, rate*math.Pi+0*math.Exp(2))
}

// Twice, half and a quarter of a number are exact.
func (c *Contract) Doubled(ctx ctxI, x, z float64) error {
	return put(ctx, []float64{2*x + z, x*0.25 - z, x*-1 + z, x*1024 + z})
}

func (c *Contract) Apart(ctx ctxI, x, y, z float64) error {
	return put(ctx, []float64{x * y, x + y, x * (y + z), x / y * z})
}

func (c *Contract) Exact(ctx ctxI, x, y float64) error {
	return put(ctx, []float64{math.Sqrt(x), math.Floor(x), math.Abs(y), math.Mod(x, y), math.FMA(x, y, x), math.Round(x), math.Max(x, y)})
}

func (c *Contract) Decimals(ctx ctxI, amount, decimals int) error {
	return put(ctx, float64(amount)*math.Pow(10, float64(decimals))/math.Pow(10, 2)*math.Pow(1.5, 3))
}

func (c *Contract) Logged(ctx ctxI, x, y, z float64) error {
	log.Println(x*y+z, math.Exp(x))
	if x*y+z > 3 {
		return errors.New("too much")
	}
	if z < 0 {
		return fmt.Errorf("below: %v", x*y+z)
	}
	return put(ctx, "done")
}

func (c *Contract) Show(ctx ctxI, x, y, z float64) (float64, error) { return x*y + z, nil }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Show"} }
