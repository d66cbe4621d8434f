package peer

import (
	"crypto/sha256"
	"encoding/binary"
)

// Digest is the same for two endorsements that peers' signatures match for, and
// another one where they do not. All failures are alike: nobody signs them.
func (e *Endorsement) Digest() string {
	if !e.Endorsed() {
		return "not endorsed"
	}
	h := sha256.New()
	part := func(data []byte) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(data))))
		h.Write(data)
	}
	var m marshaller
	part(m.bytes(e.Response))
	if e.Event != nil {
		part(m.bytes(e.Event))
	}
	for _, ns := range e.Result.Public.NsRwset {
		if ns.Namespace != "_lifecycle" {
			part(m.bytes(ns))
		}
	}
	return string(h.Sum(nil))
}
