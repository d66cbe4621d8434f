// Package peer plays the peer's side of the chaincode protocol to a chaincode
// server: it registers it, sends it transactions, answers what it asks, and
// keeps what a peer would sign.
//
// The protocol is that of fabric's core/chaincode (handler.go,
// query_response_generator.go, transaction_context.go, chaincode_support.go)
// and core/endorser, versions 2.5 and 3.1, and of fabric-chaincode-go's shim.
//
// It promises to answer every request exactly once, and never to answer one of
// a transaction that is over.
package peer
