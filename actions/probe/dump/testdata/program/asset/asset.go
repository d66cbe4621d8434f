// Package asset does what chaincode should not.
package asset

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
)

// Contract does it by name.
type Contract struct {
	mu   sync.Mutex
	How  string
	spin int
}

// Invoke calls the function, as contract-api does, through reflection.
func (c *Contract) Invoke(stub *shim.Stub) {
	reflect.ValueOf(c).MethodByName(c.How).Call([]reflect.Value{reflect.ValueOf(stub)})
}

func (c *Contract) Clean(*shim.Stub) {}

func (c *Contract) Leak(*shim.Stub) {
	for range [2]int{} {
		go func() { select {} }() // here: leak
	}
}

// Often leaks in one call of four.
func (c *Contract) Often(*shim.Stub) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.spin++; c.spin%4 == 0 {
		go forget(make(chan int)) // here: often
	}
}

func forget(c chan int) { c <- 1 } // here: forget

// Pool keeps four goroutines, however often it is called.
func (c *Contract) Pool(*shim.Stub) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.spin++; c.spin <= 4 {
		go forget(make(chan int))
	}
}

func (c *Contract) Lock(*shim.Stub) {
	c.mu.Lock()
	c.mu.Lock() // here: lock
}

func (c *Contract) Busy(*shim.Stub) {
	for {
		c.spin++ // here: busy
	}
}

func (c *Contract) Get(stub *shim.Stub) { stub.GetState() } // here: get

func (c *Contract) Sleep(*shim.Stub) { time.Sleep(time.Hour) } // here: sleep

func (c *Contract) Nil(*shim.Stub) { c.nested(nil) }

//go:noinline
func (c *Contract) nested(p *Contract) { p.How = "x" } // here: nil

func (c *Contract) Again(*shim.Stub) {
	defer func() {
		r := recover()
		panic(fmt.Sprintf("again:\n%v", r))
	}()
	panic(fmt.Errorf("first")) // here: first
}

func (c *Contract) Race(*shim.Stub) {
	m := map[int]int{}
	for i := 0; i < 4; i++ {
		go func(i int) {
			for {
				m[i]++ // here: race
			}
		}(i)
	}
	select {}
}

func (c *Contract) Deep(*shim.Stub) {
	debug.SetMaxStack(1 << 20) // a gigabyte takes long
	c.deeper(0)
}

//go:noinline
func (c *Contract) deeper(n int) int { return c.deeper(n+1) + 1 } // here: deep

func (c *Contract) Fatal(*shim.Stub) { c.mu.Unlock() } // here: fatal

// Wait waits for a goroutine of its own.
func (c *Contract) Wait(*shim.Stub) {
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		forget(make(chan int))
	}()
	group.Wait() // here: wait
}

// Logged survives, and says that it nearly did not.
func (c *Contract) Logged(*shim.Stub) {
	defer func() {
		fmt.Fprintf(os.Stderr, "panic: %v\n%s", recover(), debug.Stack())
	}()
	panic("survived")
}

func (c *Contract) Thread(*shim.Stub) {
	runtime.LockOSThread()
	select {} // here: thread
}
