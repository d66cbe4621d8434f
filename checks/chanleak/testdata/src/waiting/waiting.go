package waiting

import "github.com/hyperledger/fabric-contract-api-go/contractapi"

type Contract struct{ contractapi.Contract }

func (c *Contract) Select(ctx contractapi.TransactionContextInterface, late chan bool) string {
	answer := make(chan string)
	go func() {
		answer <- "a" // want `notice: this goroutine waits for ever when the select at waiting.go:12 takes another case`
	}()
	select {
	case a := <-answer:
		return a
	case <-late:
		return ""
	}
}

func (c *Contract) Worker(ctx contractapi.TransactionContextInterface, late chan bool) string {
	answer := make(chan string)
	go work(answer)
	select {
	case a := <-answer:
		return a
	default:
		return ""
	}
}

func work(answer chan<- string) {
	answer <- "a" // want `notice: this goroutine waits for ever when the select at waiting.go:23`
}

func (c *Contract) Nobody(ctx contractapi.TransactionContextInterface) {
	answer := make(chan string)
	go func() {
		answer <- "a" // want `notice: this goroutine sends on a channel that nobody receives from`
	}()
}

func (c *Contract) Range(ctx contractapi.TransactionContextInterface, ids []string) {
	jobs := make(chan string)
	go func() {
		for id := range jobs { // want `notice: this goroutine ranges over a channel that nobody closes`
			_ = id
		}
	}()
	for _, id := range ids {
		jobs <- id
	}
}

func (c *Contract) Quiet(ctx contractapi.TransactionContextInterface, late chan bool, ids []string) string {
	room := make(chan string, 1)
	go func() { room <- "a" }()
	select {
	case a := <-room:
		return a
	case <-late:
	}
	plain := make(chan string)
	go func() { plain <- "a" }()
	a := <-plain
	closed := make(chan string)
	go func() {
		for id := range closed {
			_ = id
		}
	}()
	for _, id := range ids {
		closed <- id
	}
	close(closed)
	looped := make(chan string)
	go func() { looped <- "a" }()
	for n := 0; ; n++ {
		select {
		case v := <-looped:
			return a + v
		case <-late:
		}
	}
}

type kept struct{ ch chan string }

var keep kept

func (c *Contract) Escapes(ctx contractapi.TransactionContextInterface) {
	stored := make(chan string)
	keep.ch = stored
	go func() { stored <- "a" }()
	asked := make(chan string)
	quit := make(chan bool)
	go func() {
		select {
		case asked <- "a":
		case <-quit:
		}
	}()
	select {
	case <-asked:
	default:
		close(quit)
	}
}
