//go:build go1.21

package old

import (
	"time"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

func (c *Contract) Await(ctx contractapi.TransactionContextInterface, id string) error {
	done := make(chan bool, 1)
	for {
		select {
		case <-done:
			return nil
		case <-time.After(time.Second): // want `notice: time.After in a loop leaves a timer of each round behind until it fires, with the rules of go1.21`
		}
	}
}

func (c *Contract) Tick(ctx contractapi.TransactionContextInterface, id string) error {
	ticker := time.NewTicker(time.Second) // want `notice: this ticker is never stopped`
	<-ticker.C
	return nil
}

func (c *Contract) Captured(ctx contractapi.TransactionContextInterface, id string) error {
	ticker := time.NewTicker(time.Second) // want `notice: this ticker is never stopped`
	wait := func() { <-ticker.C }
	wait()
	return nil
}

func (c *Contract) Once(ctx contractapi.TransactionContextInterface, id string) error {
	<-time.After(time.Second)
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	other := time.NewTicker(time.Second)
	defer func() { other.Stop() }()
	handed(time.NewTicker(time.Second))
	if time.Unix(0, 0).After(time.Unix(1, 0)) {
		return nil
	}
	for i := 0; i < 3; i++ {
		if time.Unix(0, 0).After(time.Unix(int64(i), 0)) {
			return nil
		}
	}
	return nil
}

func handed(t *time.Ticker) { t.Stop() }

func main() {
	for {
		<-time.After(time.Second)
	}
}
