// Package walltime reports the wall clock where it reaches, or decides, what
// endorsers sign.
//
// Every endorser runs a transaction on its own machine, at its own moment. What
// is computed from time.Now differs between them, their signed results do not
// match, and the transaction is refused; or, with one endorser, a value is
// stored that nobody can check.
//
//	asset.Issued = time.Now()        // error: reaches PutState
//	stub.PutState(id, marshal(asset))
//
//	if time.Now().After(asset.Due) { // warning: decides PutState
//		asset.Status = "late"
//	}
//
//	if time.Now().After(offer.Until) {
//		return errors.New("too late")  // notice: decides only an error
//	}
//
// The check follows values of time.Now, time.Since, time.Until, of timers and
// tickers, and of the protobuf packages' own Now, through fields, closures,
// function values, package variables and the functions of the package, up to
// the arguments of writes, reads, events and calls of other chaincode, and up
// to the response. An error response is not endorsed: a clock that only selects
// one makes a transaction fail near the moment, and is a notice.
//
// It says nothing of loggers and metrics, of the text of errors, of main
// programs, clients and tests, of fields that no result shows, and of
// transactions that GetEvaluateTransactions lists.
//
// The cure is a time that all endorsers see: GetTxTimestamp for a moment that
// is stored. The client sets it, and the peer checks it against its own clock
// only where the channel has the optional filter: for an expiry guard it can be
// backdated, so compare with something that the client cannot choose.
//
// It promises that each finding names what the clock comes to and the way there.
package walltime
