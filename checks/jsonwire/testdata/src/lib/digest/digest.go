package digest

import "crypto/sha256"

func Of(text []byte) [32]byte { return sha256.Sum256(text) }
