package main

import (
	"os"
	"strings"
	"sync"
	"time"
)

// grown holds what Grow keeps, waiting is what Leak's goroutines wait for.
var (
	grownLock sync.Mutex
	grown     [][]byte
	waiting   = make(chan struct{})
)

// Leak leaves a goroutine behind.
func (c *Contract) Leak(ctx Ctx, key string) error {
	go func() {
		<-waiting
	}()
	return ctx.GetStub().PutState(key, []byte("same"))
}

// Grow keeps 64 KiB.
func (c *Contract) Grow(ctx Ctx, key string) error {
	block := make([]byte, 64<<10)
	for i := range block {
		block[i] = byte(i) // so that the pages are there
	}
	grownLock.Lock()
	grown = append(grown, block)
	grownLock.Unlock()
	return ctx.GetStub().PutState(key, []byte("same"))
}

// OpenIterator does not close its iterator.
func (c *Contract) OpenIterator(ctx Ctx, start, end string) (bool, error) {
	it, err := ctx.GetStub().GetStateByRange(start, end)
	if err != nil {
		return false, err
	}
	return it.HasNext(), nil
}

// LateWrite writes after it has answered.
func (c *Contract) LateWrite(ctx Ctx, key string) error {
	stub := ctx.GetStub()
	go func() {
		time.Sleep(100 * time.Millisecond)
		_ = stub.PutState(key+"late", []byte("late"))
	}()
	return stub.PutState(key, []byte("in time"))
}

// Panic ends the process: nothing recovers it.
func (c *Contract) Panic(ctx Ctx) error { panic("on purpose") }

// Exit ends the process without a word.
func (c *Contract) Exit(ctx Ctx) error {
	os.Exit(3)
	return nil
}

// Hang waits for what never comes.
func (c *Contract) Hang(ctx Ctx) error {
	<-make(chan struct{})
	return nil
}

// Busy computes for ever.
func (c *Contract) Busy(ctx Ctx) error {
	for i := 0; ; i++ {
		_ = i
	}
}

// MapRace writes one map from four goroutines, on which the runtime ends the
// process.
func (c *Contract) MapRace(ctx Ctx) error {
	shared := map[int]int{}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 20_000_000 {
				shared[i%1000]++
			}
		})
	}
	all.Wait()
	return nil
}

// BadKey writes a key that is not UTF-8, which the shim cannot marshal.
func (c *Contract) BadKey(ctx Ctx) error {
	return ctx.GetStub().PutState("\xff\xfe", []byte("value"))
}

// Huge answers with 5 MiB.
func (c *Contract) Huge(ctx Ctx) (string, error) {
	return strings.Repeat("x", 5<<20), nil
}

// Fragile panics in one way where a key is absent, in another where its value
// is bad.
func (c *Contract) Fragile(ctx Ctx, key string) error {
	value, err := ctx.GetStub().GetState(key)
	if err != nil {
		return err
	}
	if value == nil {
		panic("absent")
	}
	if strings.Contains(string(value), "bad") {
		panic("bad value")
	}
	return nil
}
