package race

import (
	"encoding/json"
	"sort"
	"strings"
	"sync"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	"golang.org/x/sync/errgroup"
)

type ctxI = contractapi.TransactionContextInterface

type Contract struct{ contractapi.Contract }

type Quote struct {
	ID    string
	Price int
}

func price(id string) Quote { return Quote{id, len(id)} }

func save(ctx ctxI, key string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, value)
}

// Appended under a lock.
func (c *Contract) Append(ctx ctxI, ids []string) error {
	var (
		mu   sync.Mutex
		wg   sync.WaitGroup
		list []Quote
	)
	for _, id := range ids {
		wg.Add(1)
		go func(id string) { // want `error: the order in which goroutines finish reaches PutState at race.go:29 through price, save`
			defer wg.Done()
			q := price(id)
			mu.Lock()
			defer mu.Unlock()
			list = append(list, q)
		}(id)
	}
	wg.Wait()
	return save(ctx, "quotes", list)
}

// Captured, not handed over.
func (c *Contract) Captured(ctx ctxI, ids []string) (string, error) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	text := ""
	for _, id := range ids {
		id := id
		wg.Add(1)
		go func() { // want `error: the order in which goroutines finish reaches the response at race.go:69`
			defer wg.Done()
			mu.Lock()
			text += price(id).ID
			mu.Unlock()
		}()
	}
	wg.Wait()
	return text, nil
}

// Received as they come.
func (c *Contract) Received(ctx ctxI, ids []string) error {
	results := make(chan Quote, len(ids))
	for _, id := range ids {
		go func(id string) { results <- price(id) }(id) // want `error: the order in which goroutines finish reaches PutState at race.go:29 through save`
	}
	var list []Quote
	for range ids {
		list = append(list, <-results)
	}
	return save(ctx, "quotes", list)
}

func (c *Contract) Ranged(ctx ctxI, ids []string) error {
	results := make(chan Quote)
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() { // want `error: the order in which goroutines finish reaches PutState`
			defer wg.Done()
			results <- price(id)
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	var names []string
	for q := range results {
		names = append(names, q.ID)
	}
	return ctx.GetStub().PutState("names", []byte(strings.Join(names, ",")))
}

// The first result wins.
func (c *Contract) First(ctx ctxI, ids []string) error {
	results := make(chan Quote, len(ids))
	for _, id := range ids {
		go func(id string) { results <- price(id) }(id) // want `error: the order in which goroutines finish reaches PutState`
	}
	first := <-results
	return ctx.GetStub().PutState("first", []byte(first.ID))
}

func (c *Contract) FirstOfTwo(ctx ctxI, a, b string) error {
	results := make(chan Quote, 2)
	go func() { results <- price(a) }() // want `error: the order in which goroutines finish reaches PutState`
	go func() { results <- price(b) }() // want `error: the order in which goroutines finish reaches PutState`
	first := <-results
	return ctx.GetStub().PutState("first", []byte(first.ID))
}

func (c *Contract) Once(ctx ctxI, ids []string) error {
	var once sync.Once
	var wg sync.WaitGroup
	var first Quote
	for _, id := range ids {
		wg.Add(1)
		go func(id string) { // want `error: the order in which goroutines finish reaches PutState`
			defer wg.Done()
			q := price(id)
			once.Do(func() { first = q })
		}(id)
	}
	wg.Wait()
	return ctx.GetStub().PutState("first", []byte(first.ID))
}

// The last one wins.
func (c *Contract) Last(ctx ctxI, ids []string) error {
	var wg sync.WaitGroup
	last := ""
	for _, id := range ids {
		wg.Add(1)
		go func(id string) { // want `error: the order in which goroutines finish reaches PutState`
			last = id
			wg.Done()
		}(id)
	}
	wg.Wait()
	return ctx.GetStub().PutState("last", []byte(last))
}

// Of two equal prices the first one wins.
func (c *Contract) Winner(ctx ctxI, ids []string) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	best, winner := 0, ""
	for _, id := range ids {
		wg.Add(1)
		go func(id string) { // want `error: the order in which goroutines finish reaches PutState`
			defer wg.Done()
			q := price(id)
			mu.Lock()
			defer mu.Unlock()
			if q.Price > best {
				best, winner = q.Price, q.ID
			}
		}(id)
	}
	wg.Wait()
	return ctx.GetStub().PutState("winner", []byte(winner))
}

// A pool of workers.
func worker(jobs <-chan string, results chan<- Quote, wg *sync.WaitGroup) {
	defer wg.Done()
	for id := range jobs {
		results <- price(id)
	}
}

func (c *Contract) Pool(ctx ctxI, ids []string) error {
	jobs, results := make(chan string, len(ids)), make(chan Quote, len(ids))
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go worker(jobs, results, &wg) // want `error: the order in which goroutines finish reaches PutState`
	}
	for _, id := range ids {
		jobs <- id
	}
	close(jobs)
	wg.Wait()
	close(results)
	var list []Quote
	for q := range results {
		list = append(list, q)
	}
	return save(ctx, "quotes", list)
}

func (c *Contract) Group(ctx ctxI, ids []string) error {
	var g errgroup.Group
	var mu sync.Mutex
	var list []Quote
	for _, id := range ids {
		g.Go(func() error { // want `error: the order in which goroutines finish reaches PutState`
			q := price(id)
			mu.Lock()
			list = append(list, q)
			mu.Unlock()
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return save(ctx, "quotes", list)
}

type collector struct {
	mu   sync.Mutex
	list []Quote
}

func (l *collector) add(q Quote) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, q)
}

func (c *Contract) Method(ctx ctxI, ids []string) error {
	l := &collector{}
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() { // want `error: the order in which goroutines finish reaches PutState`
			defer wg.Done()
			l.add(price(id))
		}()
	}
	wg.Wait()
	return save(ctx, "quotes", l.list)
}

// A helper that knows nothing of the transaction.
func quotes[T any](ids []string, get func(string) T) []T {
	out := make(chan T, len(ids))
	for _, id := range ids {
		go func() { out <- get(id) }() // want `error: the order in which goroutines finish reaches PutState at race.go:29 through quotes, save`
	}
	var list []T
	for range ids {
		list = append(list, <-out)
	}
	return list
}

func (c *Contract) Helper(ctx ctxI, ids []string) error {
	return save(ctx, "quotes", quotes(ids, price))
}

// The case that is ready first.
func (c *Contract) Select(ctx ctxI, a, b string) (string, error) {
	left, right := make(chan Quote, 1), make(chan Quote, 1)
	go func() { left <- price(a) }()
	go func() { right <- price(b) }()
	select { // want `warning: the case of a select that is ready first decides the response`
	case q := <-left:
		return q.ID, nil
	case q := <-right:
		return q.ID, nil
	}
}

func (c *Contract) SelectLoop(ctx ctxI, a, b string) error {
	left, right := make(chan Quote, 1), make(chan Quote, 1)
	go func() { left <- price(a) }()
	go func() { right <- price(b) }()
	var list []Quote
	for range 2 {
		select { // want `error: the case of a select that is ready first reaches PutState`
		case q := <-left:
			list = append(list, q)
		case q := <-right:
			list = append(list, q)
		}
	}
	return save(ctx, "quotes", list)
}

// Ready or not.
func (c *Contract) Ready(ctx ctxI, id string) error {
	result := make(chan Quote, 1)
	go func() { result <- price(id) }()
	select { // want `warning: the case of a select that is ready first decides PutState`
	case q := <-result:
		return ctx.GetStub().PutState("quote", []byte(q.ID))
	default:
		return nil
	}
}

// Nothing waits for it.
func (c *Contract) Loose(ctx ctxI, id string) error {
	q := Quote{}
	go func() { q = price(id) }() // want `error: a goroutine that nothing waits for reaches PutState`
	return save(ctx, "quote", q)
}

// Sorted, but not by all that differs: partialsort says it.
func (c *Contract) Ties(ctx ctxI, ids []string) error {
	list := quotesUnsorted(ids)
	sort.Slice(list, func(i, j int) bool { return list[i].Price < list[j].Price })
	return save(ctx, "quotes", list)
}

func quotesUnsorted(ids []string) []Quote {
	out := make(chan Quote, len(ids))
	for _, id := range ids {
		go func() { out <- price(id) }()
	}
	var list []Quote
	for range ids {
		list = append(list, <-out)
	}
	return list
}

func (c *Contract) Counted(ctx ctxI, ids []string) error {
	results := make(chan string, len(ids))
	for i := range len(ids) {
		go func() { results <- ids[i] + "!" }() // want `error: the order in which goroutines finish reaches PutState`
	}
	text := ""
	for range len(ids) {
		text += <-results
	}
	return ctx.GetStub().PutState("text", []byte(text))
}

// Two at once read the same count.
func (c *Contract) Lost(ctx ctxI, ids []string) (int, error) {
	var wg sync.WaitGroup
	count := 0
	for _, id := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if price(id).Price > 3 {
				count++ // want `error: an update that one of several goroutines at once may lose reaches the response`
			}
		}()
	}
	wg.Wait()
	return count, nil
}

// Collected by a goroutine of its own.
func (c *Contract) Collector(ctx ctxI, ids []string) ([]string, error) {
	found := make(chan string)
	done := make(chan bool)
	var list []string
	go func() {
		for id := range found {
			list = append(list, id)
		}
		done <- true
	}()
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go c.find(ctx, id, found, &wg) // want `error: the order in which goroutines finish reaches the response`
	}
	wg.Wait()
	close(found)
	<-done
	return list, nil
}

func (c *Contract) find(ctx ctxI, id string, found chan<- string, wg *sync.WaitGroup) {
	defer wg.Done()
	value, err := ctx.GetStub().GetState(id)
	if err != nil {
		return
	}
	found <- string(value)
}
