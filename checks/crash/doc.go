// Package crash reports what ends the chaincode's process from within a
// transaction.
//
// Neither the shim nor contract-api recovers a panic (fabric-chaincode-go
// shim/handler.go starts each transaction in a goroutine of its own and defers
// no recover; fabric-contract-api-go contractapi/contract_chaincode.go calls
// the method by reflection). So an index out of range, a failed assertion or a
// log.Fatal in one transaction ends the process, with every transaction in
// flight on every channel that it serves, on each endorser that was asked. The
// peer starts a chaincode that it built again with the next
// transaction; a chaincode server (ccaas) it does not start at all. Where the
// client chooses what leads there, one proposal stops the application, and it
// needs no endorsement for it.
//
// Old shim code is the usual place: args of GetFunctionAndParameters has as
// many elements as the client sent, none included. In Fabric's own samples,
// token-erc-721/chaincode-go panics where the ledger does not answer
// (erc721-contract.go, _nftExists), and asset-transfer-private-data/chaincode-go
// uses a transfer agreement that its own reader returns as nil where there is
// none (asset_transfer.go, TransferAsset).
//
// An index or a slice expression of the client's arguments, or of a list or
// text that a transaction takes, with no check of the length on some way to
// it: an error. One finding stands for those that only come behind it. Also
// errors: a number of the client's that is an index, a bound or an integer
// divisor and is compared with nothing; a single-valued assertion of what was
// decoded from the client's bytes (from the ledger's, where a type is as a rule what it was: a notice); Must
// functions given the client's text; the block of pem.Decode used unchecked;
// and a write to a map field that was never made. A pointer that a function of
// the package returns as nil without an error, and that is used unchecked, is a
// warning.
//
// A panic, os.Exit, or the Fatal and Panic functions of log, logrus, zap,
// zerolog, glog, klog, go-logging and flogging are errors where they answer to
// the input or to the ledger, or to nothing at all; notices where what failed
// cannot fail, or where their text says so; else warnings. ChaincodeLogger's
// Critical of Fabric 1.4 only logs. What is only reached by a function that a
// framework may call is a warning at most.
//
// # Bad
//
//	func (c *Contract) Rename(ctx contractapi.TransactionContextInterface) error {
//		_, args := ctx.GetStub().GetFunctionAndParameters()
//		return ctx.GetStub().PutState(args[0], []byte(args[1])) // finding
//	}
//
//	func (c *Contract) Owner(ctx contractapi.TransactionContextInterface, text string) (string, error) {
//		var asset map[string]interface{}
//		if err := json.Unmarshal([]byte(text), &asset); err != nil {
//			return "", err
//		}
//		return asset["owner"].(string), nil // finding
//	}
//
//	func (c *Contract) Read(ctx contractapi.TransactionContextInterface, id string) (string, error) {
//		value, err := ctx.GetStub().GetState(id)
//		if err != nil {
//			log.Fatalf("reading %s: %v", id, err) // finding
//		}
//		return string(value), nil
//	}
//
// # Good
//
//	func (c *Contract) Rename(ctx contractapi.TransactionContextInterface) error {
//		_, args := ctx.GetStub().GetFunctionAndParameters()
//		if len(args) != 2 {
//			return fmt.Errorf("want an id and a name, got %d arguments", len(args))
//		}
//		return ctx.GetStub().PutState(args[0], []byte(args[1]))
//	}
//
//	func (c *Contract) Owner(ctx contractapi.TransactionContextInterface, text string) (string, error) {
//		var asset map[string]interface{}
//		if err := json.Unmarshal([]byte(text), &asset); err != nil {
//			return "", err
//		}
//		owner, ok := asset["owner"].(string)
//		if !ok {
//			return "", errors.New("the asset has no owner")
//		}
//		return owner, nil
//	}
//
//	func (c *Contract) Read(ctx contractapi.TransactionContextInterface, id string) (string, error) {
//		value, err := ctx.GetStub().GetState(id)
//		if err != nil {
//			return "", fmt.Errorf("reading %s: %w", id, err)
//		}
//		return string(value), nil
//	}
//
// # What it will not report
//
// What a length check keeps from happening, wherever it stands: before it, in
// the caller, in a helper whose error or answer is looked at, in a switch on
// len(args), in a table of routes. What a deferred function recovers, in the
// function itself or in every caller; an exit cannot be recovered. main, init,
// package variables, tests, packages that serve tests, and what no transaction
// comes to. An index that
// is computed, such as a loop's. A function that indexes its argument and is
// called from elsewhere: the caller in the other package is told, or nobody.
//
// vet's nilness and staticcheck's SA5000, SA5001 and SA5011 have writes to nil
// maps in plain variables, Close before the error is checked, and possible nil
// dereferences: those are not repeated.
//
// # Suppressing
//
// When the process shall end, for example because its key is gone and every
// further answer would be wrong:
//
//	panic("signing key lost") //nolint:crash // a restart brings it back
//
// It promises that each finding of a list names what the checks on the way
// ensure, and the calls between the client and the index.
package crash
