package main

import (
	"fmt"
	"strconv"
	"sync"
)

// What outlives a transaction: the locks keep it free of races, not of faults.
var (
	counterLock sync.Mutex
	counter     int

	cacheLock sync.Mutex
	cache     = map[string][]byte{}
)

// Counter writes how often this process was called.
func (c *Contract) Counter(ctx Ctx, key string) error {
	counterLock.Lock()
	defer counterLock.Unlock()
	counter++
	return ctx.GetStub().PutState(key, []byte(strconv.Itoa(counter)))
}

// Cache reads a key once in the life of the process, so that the read is
// missing where the process has been called before.
func (c *Contract) Cache(ctx Ctx, key string) (string, error) {
	cacheLock.Lock()
	defer cacheLock.Unlock()
	if data, ok := cache[key]; ok {
		return string(data), nil
	}
	data, err := ctx.GetStub().GetState(key)
	if err != nil {
		return "", err
	}
	cache[key] = data
	return string(data), nil
}

// Address writes where a value is in memory.
func (c *Contract) Address(ctx Ctx, key string) error {
	asset := &Asset{ID: key}
	return ctx.GetStub().PutState(key, fmt.Appendf(nil, "%p", asset))
}
