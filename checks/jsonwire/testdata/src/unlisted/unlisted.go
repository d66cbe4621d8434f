package unlisted

import (
	"crypto/sha256"
	"encoding/json"
)

func direct(b map[string]int) [32]byte {
	text, _ := json.Marshal(b)
	return sha256.Sum256(text)
}
