// Package crosschannel reports calls of other chaincodes that do not do what
// the code expects: writes on another channel, and errors that nobody looks at.
//
// InvokeChaincode on another channel is a query: the peer runs the chaincode,
// hands its response over, and drops what it wrote; what it read is not
// validated either (shim/interfaces.go, InvokeChaincode; Fabric, core/chaincode/
// handler.go, HandleInvokeChaincode, which gives the callee a simulator of its
// own that nobody asks for results). The transaction succeeds, and the asset on
// the other channel is where it was. A call by a name that writes, or whose
// payload is of no interest, is a notice, as the channel that it names may be the
// own one, and a warning in a package that calls the own channel by "".
//
// The called chaincode answers with a status, and the caller's transaction goes
// on whatever that is: an error of the callee is an error of the transaction
// only where the caller makes it one. On the same channel even what the callee
// wrote before it failed is committed, as both share one simulator. A response
// whose status nobody looks at is a warning.
//
// # Bad
//
//	func (c *Contract) Release(ctx contractapi.TransactionContextInterface, id string) error {
//		args := [][]byte{[]byte("TransferAsset"), []byte(id)}
//		response := ctx.GetStub().InvokeChaincode("assets", args, "settlement") // finding
//		if response.Status != shim.OK {
//			return fmt.Errorf("transferring %s: %s", id, response.Message)
//		}
//		return ctx.GetStub().PutState(id, []byte("released"))
//	}
//
//	func (c *Contract) Notify(ctx contractapi.TransactionContextInterface, id string) error {
//		ctx.GetStub().InvokeChaincode("audit", [][]byte{[]byte("Record"), []byte(id)}, "") // finding
//		return ctx.GetStub().PutState(id, []byte("notified"))
//	}
//
// # Good
//
//	func (c *Contract) Notify(ctx contractapi.TransactionContextInterface, id string) error {
//		response := ctx.GetStub().InvokeChaincode("audit", [][]byte{[]byte("Record"), []byte(id)}, "")
//		if response.Status != shim.OK {
//			return fmt.Errorf("recording %s: %s", id, response.Message)
//		}
//		return ctx.GetStub().PutState(id, []byte("notified"))
//	}
//
// # What it will not report
//
// The channels "" and GetChannelID(), which are the transaction's own. Calls on
// another channel by a name that reads (Get, Query, Read, ...), or whose payload
// is used. Responses that are returned, handed on, or looked at by status,
// message, or whether there is a payload. A channel that an argument of the
// transaction names is a notice, for functions whose name writes.
//
// # Suppressing
//
// Where the channel of that name is the own one, give "" instead. Where the
// answer does not matter, say so:
//
//	stub.InvokeChaincode("log", args, "") //nolint:crosschannel // best effort
//
// It promises to look at what is called and how the answer is used, never to
// guess from a variable's name.
package crosschannel
