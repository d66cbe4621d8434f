// Package nilstate reports values of missing keys that are used as if the key
// existed.
//
// GetState of a key that was never written returns nil and no error
// (fabric-chaincode-go, shim/interfaces.go: "If the key does not exist in the
// state database, (nil, nil) is returned"). Any client can name such a key.
// Indexing the value then panics; the shim does not recover, the process ends
// with every transaction in flight, and a peer does not restart an external
// chaincode. A decoder whose error is dropped leaves the zero value, which is
// then changed and written: an account with a balance that nobody gave it.
//
// The check follows the values of GetState, GetPrivateData and
// GetPrivateDataHash, also through helpers that return them and into helpers
// that get them, to an index, a slice, a fixed-size decoder, strconv or an
// Unmarshal whose error is dropped; and pointers of helpers that return nil and
// no error for a missing key, to where they are dereferenced.
//
// # Bad
//
//	func (c *Contract) Kind(ctx contractapi.TransactionContextInterface, id string) (string, error) {
//		v, err := ctx.GetStub().GetState(id)
//		if err != nil {
//			return "", err
//		}
//		return string(v[:1]) + string(v[1]), nil // finding
//	}
//
// # Good
//
//	func (c *Contract) Kind(ctx contractapi.TransactionContextInterface, id string) (string, error) {
//		v, err := ctx.GetStub().GetState(id)
//		if err != nil {
//			return "", err
//		}
//		if len(v) < 2 {
//			return "", fmt.Errorf("no asset %s", id)
//		}
//		return string(v[:1]) + string(v[1]), nil
//	}
//
// # What it will not report
//
// A value that is compared with anything before, measured by len, or handed to
// a function whose answer is looked at; a decoder whose error is looked at,
// since no JSON is an error to json.Unmarshal; a key whose existence another call
// with the stub and the same key asked for before; a value that is only returned
// or copied. Three things are notices: a number that strconv reads as 0, which
// may be meant; proto.Unmarshal, which takes no bytes for an empty message; and
// a constant key, which Init may have written, where nothing panics.
//
// # Suppressing
//
// It is right to where the key is known to exist:
//
//	n := binary.BigEndian.Uint64(v) //nolint:nilstate // written by Init, never deleted
//
// It promises one finding for each read, at the first use that goes wrong.
package nilstate
