package main

import (
	"crypto/sha256"
	"fmt"
	"sync"

	"example.com/twins/pick"
)

// FirstOfTwo writes the first key of a map of two, which another package takes.
func (c *Contract) FirstOfTwo(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(pick.First(map[string]int{"a": 1, "b": 2})))
}

// FirstOfSix writes the first key of a map of six.
func (c *Contract) FirstOfSix(ctx Ctx, key string) error {
	for first := range map[string]int{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6} {
		return ctx.GetStub().PutState(key, []byte(first))
	}
	return nil
}

// MapWrites writes six keys in the order of a map, which is no fault: a peer
// sorts them.
func (c *Contract) MapWrites(ctx Ctx, prefix string) error {
	for name, value := range map[string]string{"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "6"} {
		if err := ctx.GetStub().PutState(prefix+name, []byte(value)); err != nil {
			return err
		}
	}
	return nil
}

// TwoRanges asks for two ranges in the order of a map: a peer does not sort
// range queries.
func (c *Contract) TwoRanges(ctx Ctx) error {
	for start, end := range map[string]string{"a": "f", "g": "m"} {
		it, err := ctx.GetStub().GetStateByRange(start, end)
		if err != nil {
			return err
		}
		if _, err := drain(it); err != nil {
			return err
		}
	}
	return nil
}

// Goroutines uses the stub from 20 goroutines at once, of which the shim lets
// one through, and writes which.
func (c *Contract) Goroutines(ctx Ctx, key string) error {
	won := make([]bool, 20)
	var all sync.WaitGroup
	for i := range won {
		all.Go(func() {
			_, err := ctx.GetStub().GetState(fmt.Sprintf("%s%d", key, i))
			won[i] = err == nil
		})
	}
	all.Wait()
	return ctx.GetStub().PutState(key, fmt.Appendf(nil, "%v", won))
}

// Finish writes the order in which goroutines came to their end.
func (c *Contract) Finish(ctx Ctx, key string) error {
	done := make(chan int)
	for i := range 8 {
		go func() {
			for sum := []byte(key); len(sum) < 256; {
				digest := sha256.Sum256(sum)
				sum = append(sum, digest[0]) // some work, so that the order varies
			}
			done <- i
		}()
	}
	var order []int
	for range 8 {
		order = append(order, <-done)
	}
	return ctx.GetStub().PutState(key, fmt.Appendf(nil, "%v", order))
}
