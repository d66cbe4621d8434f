// Package goroutine reports goroutines, channels and selects whose order reaches, or decides, what endorsers sign.
//
// When goroutines that run at once append to one slice, send on one channel or set
// one variable, what comes of it depends on which of them the scheduler lets finish
// first; and of several cases of a select that are ready, Go takes one at random
// (go.dev/ref/spec#Select_statements). Each endorser runs the transaction on its own
// machine, so that each has another order: their results do not match, and the
// transaction is refused. A lock keeps such code free of races, it does not give it an
// order; and without one, updates are lost as well (go.dev/ref/mem).
//
// # Bad
//
//	func (c *Contract) Quotes(ctx contractapi.TransactionContextInterface, ids []string) error {
//		var mu sync.Mutex
//		var wg sync.WaitGroup
//		var quotes []string
//		for _, id := range ids {
//			wg.Add(1)
//			go func(id string) { // finding
//				defer wg.Done()
//				mu.Lock()
//				defer mu.Unlock()
//				quotes = append(quotes, id+"=1")
//			}(id)
//		}
//		wg.Wait()
//		return ctx.GetStub().PutState("quotes", []byte(strings.Join(quotes, ",")))
//	}
//
// # Good
//
//	func (c *Contract) Quotes(ctx contractapi.TransactionContextInterface, ids []string) error {
//		var wg sync.WaitGroup
//		quotes := make([]string, len(ids))
//		for i, id := range ids {
//			wg.Add(1)
//			go func(i int, id string) {
//				defer wg.Done()
//				quotes[i] = id + "=1"
//			}(i, id)
//		}
//		wg.Wait()
//		return ctx.GetStub().PutState("quotes", []byte(strings.Join(quotes, ",")))
//	}
//
// # What it will not report
//
// Goroutines that are waited for and write an index, a key or a variable of their
// own; sums, counts and extremes of integers; results that are sorted by an order
// without ties (partialsort reports sorts with ties); a single goroutine that is
// waited for, and goroutines that run one after the other; goroutines that only
// check something, since an error is not endorsed; semaphores and timeouts that end
// in an error; loggers, metrics, main programs, clients and tests. The stub in a
// goroutine is reported by stubshare.
//
// # Suppressing
//
// Where what differs by the order is equal for a reason that the code does not show:
//
//	go func() { results <- vote(id) }() //nolint:goroutine // all votes are the same string
//
// It promises that each finding stands where the goroutine is started, or at the select, and names what the order comes to.
package goroutine
