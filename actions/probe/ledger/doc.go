// Package ledger is the state of a channel, and the simulation of transactions
// on it: what a peer's ledger answers to a chaincode, and the read/write set
// that the peer signs for it.
//
// The rules are those of the peer's own source, in which v2.5 and v3.1 agree:
// core/ledger/kvledger/txmgmt/txmgr (tx_simulator.go, query_executor.go,
// collection_val.go), rwsetutil (rwset_builder.go, rwset_proto_util.go,
// query_results_helper.go, merkle tree included) and validation (tx_ops.go),
// with the state database goleveldb.
//
// It promises the same bytes as a peer, for the same committed state and the
// same calls.
package ledger
