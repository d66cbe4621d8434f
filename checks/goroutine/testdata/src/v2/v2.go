package v2

import (
	"sync"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

type base struct{}

// Promoted is a transaction of Contract.
func (b *base) Promoted(ctx contractapi.TransactionContextInterface, ids []string) (string, error) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	text := ""
	add := func(id string) {
		defer wg.Done()
		mu.Lock()
		defer mu.Unlock()
		text += id
	}
	for _, id := range ids {
		wg.Add(1)
		go add(id) // want `error: the order in which goroutines finish reaches the response`
	}
	wg.Wait()
	return text, nil
}

type Contract struct {
	contractapi.Contract
	base
}
