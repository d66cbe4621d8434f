package main

import (
	"os"
	"os/exec"
	"strings"
	"time"
)

// held is what Devour has taken.
var held [][]byte

// Devour takes memory without end.
func (c *Contract) Devour(ctx Ctx) error {
	for {
		block := make([]byte, 1<<20)
		for i := 0; i < len(block); i += 1 << 10 {
			block[i] = 1 // so that the pages are there
		}
		held = append(held, block)
		time.Sleep(100 * time.Microsecond)
	}
}

// Fork starts processes without end.
func (c *Contract) Fork(ctx Ctx) error {
	for {
		cmd := exec.Command("/proc/self/exe")
		cmd.Env = append(os.Environ(), "HOSTILE_SLEEP=1")
		if err := cmd.Start(); err != nil {
			time.Sleep(time.Millisecond)
		}
	}
}

// Flood answers with more than a message may have.
func (c *Contract) Flood(ctx Ctx) (string, error) {
	return strings.Repeat("x", 101<<20), nil
}
