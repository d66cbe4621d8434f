// Package trial runs proposals on several replicas and compares what peers
// would sign.
//
// All replicas simulate a proposal on the same committed state. What the first
// of them wrote is committed, so that later proposals find what earlier ones
// made, also where the replicas differ and a channel would have committed
// nothing. While later proposals run, each is repeated on the state that it
// had, often enough that an order of two that is drawn anew shows.
//
// It promises that no proposal is left out without saying so.
package trial
