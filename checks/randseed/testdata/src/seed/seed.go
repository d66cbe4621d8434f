package seed

import (
	"math/rand"
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

func (c *Contract) Draw(ctx ctxI, names []string) error {
	ts, err := ctx.GetStub().GetTxTimestamp()
	if err != nil {
		return err
	}
	rand.Seed(ts.Seconds) // want `warning: rand.Seed seeds one source for all transactions: rand.Intn at seed.go:20 may draw .*\nhint: .*rand.New\(rand.NewSource\(seed\)\).*go 1.24`
	return ctx.GetStub().PutState("winner", []byte(names[rand.Intn(len(names))]))
}

// The draw is in a helper, the seed in a closure.
func pick(names []string) string { return names[rand.Int31n(int32(len(names)))] }

func (c *Contract) Helper(ctx ctxI, names []string) error {
	func() {
		rand.Seed(42) // want `warning: rand.Seed seeds .*: rand.Intn at seed.go:20 may draw`
	}()
	return ctx.GetStub().PutState("winner", []byte(pick(names)))
}

func seed() { rand.Seed(time.Now().UnixNano()) } // want `warning: rand.Seed seeds`

type base struct{ contractapi.Contract }

type Promoted struct{ base }

func (b *base) Shuffle(ctx ctxI, names []string) error {
	seed()
	rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return ctx.GetStub().PutState("first", []byte(names[0]))
}

func generic[T any](list []T, s int64) T {
	rand.Seed(s) // want `warning: rand.Seed seeds one source for all transactions: rand.Intn at seed.go:47`
	return list[rand.Intn(len(list))]
}

func (c *Contract) Generic(ctx ctxI, names []string) error {
	return ctx.GetStub().PutState("w", []byte(generic(names, 3)))
}

// A source of the package is shared as well.
var rng = rand.New(rand.NewSource(1))

func (c *Contract) Variable(ctx ctxI, names []string, s int64) error {
	rng.Seed(s) // want `warning: the package variable rng is one source for all transactions, and Seed seeds it while others draw`
	return ctx.GetStub().PutState("w", []byte(names[rng.Intn(len(names))]))
}
