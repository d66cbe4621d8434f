// Package walltime reports the wall clock where it reaches, or decides, what
// endorsers sign.
//
// Every endorser runs a transaction on its own machine, at its own moment. What
// is computed from time.Now differs between them, their signed results do not
// match ("ProposalResponsePayloads do not match"), and the transaction is
// refused; or, with one endorser, a value is stored that nobody can check. A
// token chaincode compared a deadline with time.Now: near the deadline one peer
// accepted and the other refused, and locked tokens could be neither claimed nor
// reclaimed (https://github.com/LFDT-Panurus/panurus/pull/1537). A stored
// time.Now().Unix() is the usual case
// (https://github.com/hyperledger-caliper/caliper/issues/1492).
//
// A clock that reaches a write, a read, an event, a call of other chaincode or
// the response is an error; one that decides whether these happen, a warning.
// An error response is not endorsed: a clock that only selects one makes a
// transaction fail near the moment, and is a notice. The check follows values of
// time.Now, time.Since, time.Until, of timers and tickers, and of the protobuf
// packages' own Now, through fields, closures, function values, package
// variables and the functions of the package.
//
// # Bad
//
//	type Asset struct {
//		ID     string
//		Issued time.Time
//		Due    time.Time
//	}
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		asset := Asset{ID: id, Issued: time.Now()} // finding
//		data, err := json.Marshal(asset)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, data)
//	}
//
//	func (c *Contract) Close(ctx contractapi.TransactionContextInterface, id string, due time.Time) error {
//		if time.Now().After(due) { // finding
//			return ctx.GetStub().DelState(id)
//		}
//		return nil
//	}
//
// # Good
//
// A moment that is stored is the transaction's, which all endorsers see. The
// client sets it, and a peer compares it with its own clock only in some
// releases and configurations (core/handlers/auth/filter/timewindow.go): for an
// expiry guard it can be backdated, so compare with something that the client
// cannot choose.
//
//	type Asset struct {
//		ID     string
//		Issued time.Time
//	}
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		issued, err := ctx.GetStub().GetTxTimestamp()
//		if err != nil {
//			return err
//		}
//		data, err := json.Marshal(Asset{ID: id, Issued: issued.AsTime()})
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, data)
//	}
//
//	func (c *Contract) Timed(ctx contractapi.TransactionContextInterface, id string) error {
//		start := time.Now()
//		defer func() { log.Printf("took %v", time.Since(start)) }()
//		return ctx.GetStub().DelState(id)
//	}
//
// # What it will not report
//
// Loggers and metrics, the text of errors, main programs, clients and tests,
// fields that no result shows, and transactions that GetEvaluateTransactions
// lists: nobody orders their results.
//
// # Suppressing
//
// Where one organisation alone endorses, and is to be trusted with the time:
//
//	asset.Issued = time.Now() //nolint:walltime // the registry's peer is the only endorser
//
// It promises that each finding names what the clock comes to and the way there.
package walltime
