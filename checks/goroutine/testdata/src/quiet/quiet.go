package quiet

import (
	"encoding/json"
	"errors"
	"log"
	"sort"
	"sync"
	"sync/atomic"
	"time"

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

func check(id string) error {
	if id == "" {
		return errors.New("empty")
	}
	return nil
}

func save(ctx ctxI, key string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, value)
}

// Each writes its own index.
func (c *Contract) Index(ctx ctxI, ids []string) error {
	list := make([]Quote, len(ids))
	var wg sync.WaitGroup
	for i, id := range ids {
		wg.Add(1)
		go func(i int, id string) {
			defer wg.Done()
			list[i] = price(id)
		}(i, id)
	}
	wg.Wait()
	return save(ctx, "quotes", list)
}

func (c *Contract) IndexOfGroup(ctx ctxI, ids []string) error {
	list := make([]Quote, len(ids))
	var g errgroup.Group
	for i, id := range ids {
		g.Go(func() error {
			list[i].ID = id
			list[i].Price = price(id).Price
			return check(id)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return save(ctx, "quotes", list)
}

func (c *Contract) FixedIndex(ctx ctxI, a, b string) error {
	list := make([]Quote, 2)
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); list[0] = price(a) }()
	go func() { defer wg.Done(); list[1] = price(b) }()
	wg.Wait()
	return save(ctx, "quotes", list)
}

// A slot that is handed over.
func (c *Contract) Slot(ctx ctxI, ids []string) error {
	list := make([]Quote, len(ids))
	var wg sync.WaitGroup
	for i := range ids {
		wg.Add(1)
		go func(q *Quote, id string) {
			defer wg.Done()
			*q = price(id)
		}(&list[i], ids[i])
	}
	wg.Wait()
	return save(ctx, "quotes", list)
}

// The index travels with the result.
func (c *Contract) IndexReceived(ctx ctxI, ids []string) error {
	type result struct {
		i int
		q Quote
	}
	results := make(chan result)
	for i, id := range ids {
		go func() { results <- result{i, price(id)} }()
	}
	list := make([]Quote, len(ids))
	for range ids {
		r := <-results
		list[r.i] = r.q
	}
	return save(ctx, "quotes", list)
}

// Each writes its own key.
func (c *Contract) Keys(ctx ctxI, ids []string) error {
	var mu sync.Mutex
	var wg sync.WaitGroup
	quotes := map[string]Quote{}
	for _, id := range ids {
		wg.Add(1)
		go func(id string) {
			defer wg.Done()
			q := price(id)
			mu.Lock()
			quotes[id] = q
			mu.Unlock()
		}(id)
	}
	wg.Wait()
	return save(ctx, "quotes", quotes)
}

func (c *Contract) SyncMap(ctx ctxI, ids []string) error {
	var quotes sync.Map
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func(id string) {
			defer wg.Done()
			quotes.Store(id, price(id))
		}(id)
	}
	wg.Wait()
	q, _ := quotes.Load("a")
	return save(ctx, "quote", q)
}

// A value per key of what is received.
func (c *Contract) PerKey(ctx ctxI, ids []string) error {
	results := make(chan Quote)
	for _, id := range ids {
		go func() { results <- price(id) }()
	}
	for range ids {
		q := <-results
		if err := save(ctx, q.ID, q); err != nil {
			return err
		}
	}
	return nil
}

// An error that travels with the result.
func (c *Contract) ErrorReceived(ctx ctxI, ids []string) (map[string]int, error) {
	type result struct {
		id    string
		price int
		err   error
	}
	results := make(chan result)
	for _, id := range ids {
		go func(id string) { results <- result{id, price(id).Price, check(id)} }(id)
	}
	prices := map[string]int{}
	for i := 0; i < len(ids); i++ {
		r := <-results
		if r.err != nil {
			return nil, r.err
		}
		prices[r.id] = r.price
	}
	return prices, nil
}

// Sums, counts and extremes.
func (c *Contract) Sums(ctx ctxI, ids []string) error {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var atomically int64
	total, most, valid := 0, 0, true
	for _, id := range ids {
		wg.Add(1)
		go func(id string) {
			defer wg.Done()
			q := price(id)
			atomic.AddInt64(&atomically, int64(q.Price))
			mu.Lock()
			defer mu.Unlock()
			total += q.Price
			if q.Price > most {
				most = q.Price
			}
			if q.Price == 0 {
				valid = false
			}
		}(id)
	}
	wg.Wait()
	return save(ctx, "sums", []any{total, most, valid, atomically})
}

func (c *Contract) SumReceived(ctx ctxI, ids []string) (int, error) {
	results := make(chan int)
	for _, id := range ids {
		go func() { results <- price(id).Price }()
	}
	total := 0
	for range ids {
		total += <-results
	}
	return total, nil
}

func (c *Contract) SumCounted(ctx ctxI, ids []string) (int, error) {
	results := make(chan int)
	for i := range len(ids) {
		go func() { results <- price(ids[i]).Price }()
	}
	total := 0
	for range len(ids) {
		total += <-results
	}
	return total, nil
}

// Sorted by a total order.
func (c *Contract) Sorted(ctx ctxI, ids []string) error {
	results := make(chan Quote)
	for _, id := range ids {
		go func() { results <- price(id) }()
	}
	var list []Quote
	for range ids {
		list = append(list, <-results)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	return save(ctx, "quotes", list)
}

// One goroutine, joined.
func (c *Contract) Single(ctx ctxI, ids []string) error {
	results := make(chan Quote)
	go func() {
		defer close(results)
		for _, id := range ids {
			results <- price(id)
		}
	}()
	var list []Quote
	for q := range results {
		list = append(list, q)
	}
	return save(ctx, "quotes", list)
}

func (c *Contract) SingleVariable(ctx ctxI, id string) error {
	var q Quote
	done := make(chan struct{})
	go func() { q = price(id); close(done) }()
	<-done
	return save(ctx, "quote", q)
}

// A channel for each, received from in turn.
func (c *Contract) Futures(ctx ctxI, ids []string) error {
	var futures []chan Quote
	for _, id := range ids {
		future := make(chan Quote, 1)
		futures = append(futures, future)
		go func() { future <- price(id) }()
	}
	var list []Quote
	for _, future := range futures {
		list = append(list, <-future)
	}
	return save(ctx, "quotes", list)
}

// Stages, each of one goroutine.
func (c *Contract) Pipeline(ctx ctxI, ids []string) error {
	names, quotes := make(chan string), make(chan Quote)
	go func() {
		defer close(names)
		for _, id := range ids {
			names <- id
		}
	}()
	go func() {
		defer close(quotes)
		for name := range names {
			quotes <- price(name)
		}
	}()
	var list []Quote
	for q := range quotes {
		list = append(list, q)
	}
	return save(ctx, "quotes", list)
}

// An object for each goroutine.
type job struct {
	id    string
	quote Quote
	log   []string
}

func (j *job) run() {
	j.quote = price(j.id)
	j.log = append(j.log, j.id)
}

func (c *Contract) Jobs(ctx ctxI, ids []string) error {
	var jobs []*job
	var wg sync.WaitGroup
	for _, id := range ids {
		j := &job{id: id}
		jobs = append(jobs, j)
		wg.Add(1)
		go func() {
			defer wg.Done()
			j.run()
		}()
	}
	wg.Wait()
	return save(ctx, "jobs", jobs)
}

// Each a slice of its own, put together in turn.
func (c *Contract) Chunks(ctx ctxI, ids []string) error {
	parts := make([][]Quote, 4)
	var g errgroup.Group
	for n := range parts {
		g.Go(func() error {
			var list []Quote
			for i := n; i < len(ids); i += 4 {
				list = append(list, price(ids[i]))
			}
			parts[n] = list
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	var all []Quote
	for _, part := range parts {
		all = append(all, part...)
	}
	return save(ctx, "quotes", all)
}

// Waited for by the caller.
func start(wg *sync.WaitGroup, id string, q *Quote) {
	go func() {
		defer wg.Done()
		*q = price(id)
	}()
}

func begin(g *errgroup.Group, id string, q *Quote) {
	g.Go(func() error { *q = price(id); return nil })
}

func (c *Contract) Started(ctx ctxI, a, b string) error {
	var wg sync.WaitGroup
	var g errgroup.Group
	var left, right Quote
	wg.Add(1)
	start(&wg, a, &left)
	begin(&g, b, &right)
	wg.Wait()
	if err := g.Wait(); err != nil {
		return err
	}
	return save(ctx, "quotes", []Quote{left, right})
}

// Each with a variable or a channel of its own.
func (c *Contract) Two(ctx ctxI, a, b string) error {
	var wg sync.WaitGroup
	var left, right Quote
	wg.Add(2)
	go func() { defer wg.Done(); left = price(a) }()
	go func() { defer wg.Done(); right = price(b) }()
	wg.Wait()
	return save(ctx, "quotes", []Quote{left, right})
}

func (c *Contract) TwoChannels(ctx ctxI, a, b string) error {
	left, right := make(chan Quote), make(chan Quote)
	go func() { left <- price(a) }()
	go func() { right <- price(b) }()
	l, r := <-left, <-right
	return save(ctx, "quotes", []Quote{l, r})
}

// One after the other.
func (c *Contract) InTurn(ctx ctxI, ids []string) error {
	var list []Quote
	for _, id := range ids {
		var wg sync.WaitGroup
		wg.Add(1)
		go func() { list = append(list, price(id)); wg.Done() }()
		wg.Wait()
	}
	return save(ctx, "quotes", list)
}

// Only one of the two is started.
func (c *Contract) Either(ctx ctxI, id string, fast bool) error {
	result := make(chan Quote)
	if fast {
		go func() { result <- price(id) }()
	} else {
		go func() { result <- price(id + id) }()
	}
	return save(ctx, "quote", <-result)
}

// Only checks: which error comes first is no result.
func (c *Contract) Validate(ctx ctxI, ids []string) error {
	var g errgroup.Group
	for _, id := range ids {
		g.Go(func() error { return check(id) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	errs := make(chan error, len(ids))
	for _, id := range ids {
		go func() { errs <- check(id) }()
	}
	for range ids {
		if err := <-errs; err != nil {
			return err
		}
	}
	return save(ctx, "ids", ids)
}

// Slots of a semaphore.
func (c *Contract) Limited(ctx ctxI, ids []string) error {
	list := make([]Quote, len(ids))
	slots := make(chan struct{}, 4)
	var wg sync.WaitGroup
	for i, id := range ids {
		slots <- struct{}{}
		wg.Add(1)
		go func() {
			defer func() { <-slots; wg.Done() }()
			list[i] = price(id)
		}()
	}
	wg.Wait()
	return save(ctx, "quotes", list)
}

// A timeout is an error.
func (c *Contract) Timeout(ctx ctxI, id string) error {
	result := make(chan Quote, 1)
	go func() { result <- price(id) }()
	select {
	case q := <-result:
		return save(ctx, "quote", q)
	case <-time.After(time.Second):
		return errors.New("too slow")
	}
}

// So is what comes over a channel of errors.
func (c *Contract) FirstError(ctx ctxI, ids []string) (string, error) {
	errs, done := make(chan error, len(ids)), make(chan struct{})
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := check(id); err != nil {
				errs <- err
			}
		}()
	}
	go func() { wg.Wait(); close(done) }()
	select {
	case err := <-errs:
		return "", err
	case <-done:
	}
	select {
	case err := <-errs:
		return "", err
	default:
	}
	return "fine", nil
}

func (c *Contract) ResultOrError(ctx ctxI, id string) (string, error) {
	result, failed := make(chan Quote, 1), make(chan error, 1)
	go func() {
		if err := check(id); err != nil {
			failed <- err
			return
		}
		result <- price(id)
	}()
	select {
	case q := <-result:
		return q.ID, nil
	case err := <-failed:
		return "", err
	}
}

// Each case has a variable of its own.
func (c *Contract) Both(ctx ctxI, a, b string) error {
	left, right := make(chan Quote, 1), make(chan Quote, 1)
	go func() { left <- price(a) }()
	go func() { right <- price(b) }()
	var l, r Quote
	for range 2 {
		select {
		case l = <-left:
		case r = <-right:
		}
	}
	return save(ctx, "quotes", []Quote{l, r})
}

// Logs and metrics.
func (c *Contract) Logs(ctx ctxI, ids []string) error {
	lines := make(chan string, len(ids))
	for _, id := range ids {
		go func() { lines <- id }()
	}
	go func() {
		for line := range lines {
			log.Println(line)
		}
	}()
	return save(ctx, "ids", ids)
}

func main() {
	results := make(chan string)
	for _, id := range []string{"a", "b"} {
		go func() { results <- id }()
	}
	log.Println(<-results)
}
