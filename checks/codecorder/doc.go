// Package codecorder reports encodings that differ for the same value where
// they reach, or decide, what endorsers sign.
//
// Endorsers must come to the same bytes. encoding/json sorts the keys of maps;
// these do not:
//
//   - proto.Marshal takes maps in Go's random order unless MarshalOptions says
//     Deterministic (google.golang.org/protobuf, proto/encode.go).
//   - protojson, prototext and the String of messages put an extra space by a
//     digest of the program's file: one build always gives the same text, another
//     build another (internal/detrand). Endorsers whose peers build the chaincode
//     with different Fabric versions, or for different platforms, disagree.
//   - gob takes maps in random order (encoding/gob, encode.go), and numbers types
//     in the order in which the process meets them (type.go, setTypeId): with two
//     types, an endorser's bytes tell what it encoded before.
//   - encoding/json/v2 without Deterministic, jsoniter's default configuration,
//     msgpack, cbor and bson take maps in random order.
//
// What CouchDB hands out is not what was stored, either: its JSON has the fields
// sorted by name (statecouchdb/couchdoc_conv.go, couchDocToKeyValue), so comparing
// a state's bytes with json.Marshal of a struct is false there, and true with
// LevelDB.
//
// All are warnings: a map of one entry has one order, and endorsers may run one
// build. Text that only a response shows is a notice.
//
// # Bad
//
//	type Asset struct {
//		ID    string
//		Attrs map[string]string
//	}
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, asset Asset) error {
//		var buf bytes.Buffer
//		if err := gob.NewEncoder(&buf).Encode(asset); err != nil { // finding
//			return err
//		}
//		return ctx.GetStub().PutState(asset.ID, buf.Bytes())
//	}
//
//	func (c *Contract) Update(ctx contractapi.TransactionContextInterface, asset Asset) error {
//		data, err := json.Marshal(asset)
//		if err != nil {
//			return err
//		}
//		old, err := ctx.GetStub().GetState(asset.ID)
//		if err != nil {
//			return err
//		}
//		if bytes.Equal(old, data) { // finding
//			return nil
//		}
//		return ctx.GetStub().PutState(asset.ID, data)
//	}
//
// # Good
//
// For protobuf, proto.MarshalOptions{Deterministic: true}.Marshal(asset).
//
//	type Asset struct {
//		ID    string
//		Attrs map[string]string
//	}
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, asset Asset) error {
//		data, err := json.Marshal(asset)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(asset.ID, data)
//	}
//
//	func (c *Contract) Update(ctx contractapi.TransactionContextInterface, asset Asset) error {
//		data, err := ctx.GetStub().GetState(asset.ID)
//		if err != nil {
//			return err
//		}
//		var old Asset
//		if err := json.Unmarshal(data, &old); err != nil {
//			return err
//		}
//		if maps.Equal(old.Attrs, asset.Attrs) {
//			return nil
//		}
//		data, err = json.Marshal(asset)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(asset.ID, data)
//	}
//
// # What it will not report
//
// Messages and types without maps: one build encodes them alike. Messages of one
// field, in which nothing is spaced. Deterministic options and options that are
// not written at the call. Values of interfaces whose type no caller tells, and
// types that encode themselves. What is decoded again, and JSON that json.Compact
// went over or that a json.RawMessage holds. Text of messages of protobuf's first
// API. Logs and the text of errors.
//
// # Suppressing
//
// Where the map never has more than one entry:
//
//	data, err := proto.Marshal(asset) //nolint:codecorder // attrs holds the owner alone
//
// It promises to name the map, or what else differs, and where the bytes go.
package codecorder
