package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
)

// hostile is what a log, a terminal or a parser might take for its own.
const hostile = "\x1b[31mred\x1b]0;title\a\r\n::error::injected\n##[error]injected\n\u202etxt\u2066" + `"}{'<b>&amp;%0A`

// Shout writes hostile text that differs, under a hostile key, and says it in
// its answer, its event and its log.
func (c *Contract) Shout(ctx Ctx, key string) (string, error) {
	text := hostile + rand.Text()
	fmt.Fprintln(os.Stderr, "fatal error: "+hostile)
	if err := ctx.GetStub().SetEvent(hostile, []byte(text)); err != nil {
		return "", err
	}
	return text, ctx.GetStub().PutState(hostile+key, []byte(text))
}

// ShoutLong writes a hostile value of a million bytes that differs.
func (c *Contract) ShoutLong(ctx Ctx, key string) error {
	return ctx.GetStub().PutState(key, []byte(strings.Repeat(hostile, 10_000)+rand.Text()))
}

// Curse ends the process with hostile words.
func (c *Contract) Curse(ctx Ctx) error { panic(hostile) }

// Refuse fails with hostile words.
func (c *Contract) Refuse(ctx Ctx) error { return errors.New(hostile) }
