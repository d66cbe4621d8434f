package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net"
	"os"

	"lib/digest"
)

type block struct{ Height int }

type signer interface{ Sign(text []byte) []byte }

func direct(b block) [32]byte {
	text, _ := json.Marshal(b) // want `warning: the bytes of json.Marshal reach sha256.Sum256 at wire.go:19`
	return sha256.Sum256(text)
}

func appended(b block, s signer) []byte {
	text, err := encode(b)
	if err != nil {
		return nil
	}
	return s.Sign(append([]byte("block"), text...))
}

func encode(b block) ([]byte, error) {
	return json.MarshalIndent(b, "", " ") // want `warning: the bytes of json.MarshalIndent reach wire.Sign at wire.go:27`
}

func method(b block) []byte {
	h := sha256.New()
	text, _ := json.Marshal(b) // want `warning: the bytes of json.Marshal reach io.Write at wire.go:37`
	h.Write(text)
	return h.Sum(nil)
}

func encoder(b block, conn net.Conn) {
	_ = json.NewEncoder(sha256.New()).Encode(b) // want `warning: the bytes of json.NewEncoder reach a digest at wire.go:42`
	_ = json.NewEncoder(conn).Encode(b)         // want `warning: the bytes of json.NewEncoder reach a connection`
	_ = json.NewEncoder(os.Stdout).Encode(b)
}

func sent(b block, conn net.Conn) {
	text, _ := json.Marshal(b) // want `warning: the bytes of json.Marshal reach net.Write`
	func() { conn.Write([]byte(hex.EncodeToString(text))) }()
}

func elsewhere(b block) [32]byte {
	text, _ := json.Marshal(b) // want `warning: the bytes of json.Marshal reach sha256.Sum256 at digest.go:5 through digest.Of`
	return digest.Of(text)
}

func quiet(b block) string {
	text, err := json.Marshal(b)
	if err != nil {
		return err.Error()
	}
	os.Stdout.Write(text)
	var again block
	_ = json.Unmarshal(text, &again)
	_ = sha256.Sum256([]byte{byte(len(text))})
	return string(text)
}
