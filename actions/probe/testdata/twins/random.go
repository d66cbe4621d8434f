package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	mathrand "math/rand/v2"
)

// RandomRead reads a key by chance and writes the same on every peer.
func (c *Contract) RandomRead(ctx Ctx, key string) error {
	if _, err := ctx.GetStub().GetState(fmt.Sprintf("k%d", mathrand.IntN(1000))); err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, []byte("same"))
}

// RandomKey writes under a name by chance.
func (c *Contract) RandomKey(ctx Ctx, value string) error {
	return ctx.GetStub().PutState(rand.Text(), []byte(value))
}

// PrivateSalt writes private data with a salt that each peer draws anew.
func (c *Contract) PrivateSalt(ctx Ctx, collection, key, value string) error {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return err
	}
	return ctx.GetStub().PutPrivateData(collection, key, []byte(value+hex.EncodeToString(salt)))
}
