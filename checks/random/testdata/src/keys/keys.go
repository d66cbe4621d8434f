// Package keys is no chaincode: it makes identifiers.
package keys

import (
	"crypto/rand"
	"crypto/sha256"
)

func New() string {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return ""
	}
	return string(b)
}

func Of(name string) string {
	sum := sha256.Sum256([]byte(name))
	return string(sum[:])
}
