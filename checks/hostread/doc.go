// Package hostread reports what only one machine knows, such as an environment
// variable, a file or an answer from the network, where it reaches, or decides,
// what endorsers sign.
//
// Each organisation runs the chaincode on machines of its own. What a transaction
// reads there differs sooner or later, the signed results do not match, and the
// transaction is refused. Files are a trap of their own: the peer builds the
// chaincode and puts the binary alone into the runtime container
// (core/chaincode/platforms/golang/platform.go), so that a file beside the
// source is not there.
//
// The check knows the environment, files, processes, processors, the runtime's
// counters, the host's name and addresses, users, HTTP clients, DNS, SQL
// databases and viper, read within a transaction, and follows what they return
// through fields, closures, package variables and functions of any package, up
// to the arguments of writes, reads, events and calls of other chaincode, and up
// to the response.
//
// # Bad
//
//	func (c *Contract) Price(ctx contractapi.TransactionContextInterface, id string) error {
//		rate := os.Getenv("RATE") // finding
//		return ctx.GetStub().PutState(id, []byte(rate))
//	}
//
// # Good
//
//	func (c *Contract) Price(ctx contractapi.TransactionContextInterface, id string) error {
//		rate, err := ctx.GetStub().GetState("RATE")
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, rate)
//	}
//
// # What it will not report
//
// What main and package initialisers read before the chaincode starts: that is
// the operator's set-up, and endorsers are expected to agree on it. The name of
// the organisation (CORE_PEER_LOCALMSPID, shim.GetMSPID), logs, text of errors,
// and transactions that GetEvaluateTransactions lists. What is the binary's:
// runtime.Version, GOOS, GOARCH. The size of a pool of workers. A setting
// that only selects an error is a notice.
//
// # Suppressing
//
// Where every organisation has agreed to set the same value, and a wrong one may
// fail the transaction:
//
//	region := os.Getenv("REGION") //nolint:hostread // fixed by the consortium's deployment
//
// It promises that each finding names what is read and the way to the sink.
package hostread
