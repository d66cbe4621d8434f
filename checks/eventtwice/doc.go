// Package eventtwice reports events that another event of the same transaction
// replaces.
//
// A transaction has one event: SetEvent keeps the last name and payload in the
// response, and forgets the one before, without an error (shim/stub.go,
// "chaincodeEvent"; Fabric's documentation of SetEvent: only one chaincode event
// can be included in a transaction). So a second call, a call in a loop, or one
// in a helper and one in its caller lose all events but the last, and listeners
// wait for ever. It is an error where both calls are made on one path, a warning
// where that is only likely, and in a loop, of which one round may be all.
//
// # Bad
//
//	func (c *Contract) Transfer(ctx contractapi.TransactionContextInterface, id, to string) error {
//		if err := ctx.GetStub().SetEvent("Approval", []byte(id)); err != nil {
//			return err
//		}
//		return ctx.GetStub().SetEvent("Transfer", []byte(to)) // finding
//	}
//
// # Good
//
//	func (c *Contract) Transfer(ctx contractapi.TransactionContextInterface, id, to string) error {
//		return ctx.GetStub().SetEvent("Transfer", []byte(`{"approved":"`+id+`","to":"`+to+`"}`))
//	}
//
// # What it will not report
//
// Events on ways that exclude each other: in the arms of a switch, behind
// conditions that contradict, behind a return. Events where the first call
// failed, or where only an error can follow. Loops that end after the event.
//
// The event of a chaincode that is called by InvokeChaincode is lost too: only
// the first chaincode's reaches the client. Its code is not there to be looked
// at, so nothing is said.
//
// # Suppressing
//
// Where the later event is meant to take the earlier one's place, say so:
//
//	stub.SetEvent("Closed", nil) //nolint:eventtwice // instead of Updated
//
// It promises that an error names two calls of SetEvent on one path.
package eventtwice
