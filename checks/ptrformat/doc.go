// Package ptrformat reports the addresses of pointers, channels and functions
// that fmt prints into what endorsers sign.
//
// Package fmt follows a pointer to a struct, slice, array or map at the top of
// its argument only: Sprintf("%v", asset) prints &{...}, but of a []*Asset, a
// map[string]*Asset or a field that is a pointer it prints 0xc000012345
// (https://pkg.go.dev/fmt: "Pointer to above: &{}, &[], &map[]", "depth 0 only" in
// src/fmt/print.go). Each process has its own addresses: endorsers sign
// different bytes ("ProposalResponsePayloads do not match"), and with one
// endorser a value is stored that nobody can read back.
//
// It is an error where a pointer or channel is printed, alone or as an element;
// a warning where it is a struct's field, which may be nil, where it is a
// function, whose address copies of one static binary share, and where the text
// only decides what is written. The text is followed to writes, reads, events,
// calls of other chaincode and the response, through digests and helpers.
//
// # Bad
//
//	type Asset struct {
//		ID    string
//		Price *int
//	}
//
//	func (c *Contract) Digest(ctx contractapi.TransactionContextInterface, id string, parts []string) error {
//		var assets []*Asset
//		for _, part := range parts {
//			assets = append(assets, &Asset{ID: part})
//		}
//		digest := sha256.Sum256([]byte(fmt.Sprintf("%v", assets))) // finding
//		return ctx.GetStub().PutState(id, digest[:])
//	}
//
//	func (c *Contract) Price(ctx contractapi.TransactionContextInterface, id string, price int) error {
//		asset := Asset{ID: id, Price: &price}
//		return ctx.GetStub().PutState(id, []byte(fmt.Sprint(asset.Price))) // finding
//	}
//
// # Good
//
//	type Asset struct {
//		ID    string
//		Price *int
//	}
//
//	func (c *Contract) Digest(ctx contractapi.TransactionContextInterface, id string, parts []string) error {
//		var assets []*Asset
//		for _, part := range parts {
//			assets = append(assets, &Asset{ID: part})
//		}
//		data, err := json.Marshal(assets) // what they point to
//		if err != nil {
//			return err
//		}
//		digest := sha256.Sum256(data)
//		return ctx.GetStub().PutState(id, digest[:])
//	}
//
//	func (c *Contract) Price(ctx contractapi.TransactionContextInterface, id string, price int) error {
//		asset := Asset{ID: id, Price: &price}
//		log.Printf("issuing %v", asset)
//		return ctx.GetStub().PutState(id, []byte(fmt.Sprint(*asset.Price)))
//	}
//
// # What it will not report
//
// Types that say themselves how they print (String, Error, Format, and GoString
// for %#v), as far as fmt asks them: not behind unexported fields, and not for
// every verb. Values of interfaces, whose types are not known. Logs, the text of
// errors, and printing to the process's own output. Formats and arguments that
// are not written at the call.
//
// # Suppressing
//
// Where the pointer is nil whenever the text is used:
//
//	key := fmt.Sprintf("%v", order) //nolint:ptrformat // the optional fields are nil in orders that are keys
//
// It promises to name the type whose address is printed, and where it goes.
package ptrformat
