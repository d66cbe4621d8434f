// Package jsonwire reports JSON whose exact bytes matter: hashed, signed, or
// sent to peers that compare them.
//
// It is opt-in. encoding/json writes fields in the order of the struct and sorts
// only the keys of maps; it escapes <, > and & as no other library does, has its own
// rules for floats, and drops what the struct does not know. So a field that
// moves, another Go release's struct, or a peer in another language makes other
// bytes of the same value, and the digests and signatures do not match. CouchDB
// re-orders JSON fields too (Fabric documentation, chaincode4ade). A
// specification that needs the bytes names the encoding, as RFC 8785 does.
//
// Much JSON is fine, so the check looks at nothing until its flag names the
// packages in which bytes are a matter of agreement:
//
//	-jsonwire.packages=example.com/ledger/consensus/...,example.com/ledger/p2p
//
// # Bad
//
//	type block struct {
//		Height int
//		Prev   string
//	}
//
//	func digest(b block) ([32]byte, error) {
//		text, err := json.Marshal(b) // finding
//		if err != nil {
//			return [32]byte{}, err
//		}
//		return sha256.Sum256(text), nil
//	}
//
// # Good
//
//	type block struct {
//		Height int
//		Prev   string
//	}
//
//	func digest(b block) [32]byte {
//		text := binary.BigEndian.AppendUint64(nil, uint64(b.Height))
//		return sha256.Sum256(append(text, b.Prev...))
//	}
//
// # What it will not report
//
// Packages that the flag does not name; JSON for clients, files and logs; bytes
// that only go through other packages, unless those are named too. Flows
// through fields of structs are not followed.
//
// # Suppressing
//
// When the protocol says that the sender's bytes count and are kept:
//
//	text, err := json.Marshal(b) //nolint:jsonwire // stored as text and checked as text
//
// It promises a warning at the encoder that names the digest, signature or
// message.
package jsonwire
