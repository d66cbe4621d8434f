package main

import (
	"os"
	"runtime"
	"strconv"
)

// Environment writes a variable of the environment.
func (c *Contract) Environment(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(os.Getenv("HOME")))
}

// Hostname writes the name of the machine.
func (c *Contract) Hostname(ctx Ctx, key string) error {
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, []byte(host))
}

// WorkingDir writes the working folder of the process.
func (c *Contract) WorkingDir(ctx Ctx, key string) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, []byte(dir))
}

// MaxProcs writes how many threads may run Go code.
func (c *Contract) MaxProcs(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(strconv.Itoa(runtime.GOMAXPROCS(0))))
}

// NumCPU writes how many processors the process may use.
func (c *Contract) NumCPU(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(strconv.Itoa(runtime.NumCPU())))
}

// ProcessID writes the number of the process.
func (c *Contract) ProcessID(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(strconv.Itoa(os.Getpid())))
}
