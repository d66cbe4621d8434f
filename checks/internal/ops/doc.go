// Package ops gives the checks on sequences of ledger calls one view of a
// transaction: what each function reads, writes, queries, publishes and calls,
// by itself and through the functions that it calls, in the order in which that
// may happen.
//
// An operation's key is a small expression over the function's parameters:
// constants, concatenations, composite keys, and values that only one function
// knows. A caller puts its arguments into the expressions of what it calls, in
// the same package or, by facts, in another, so that two operations are compared
// where both are seen. Operations that can only end in an error response are
// left out: it is not endorsed.
//
// The order is that of the control flow: an operation may follow another if
// some path of the function leads from one to the other, conditions that
// contradict each other apart.
//
// It promises an answer for every function in time linear in its size, by
// budgets that real chaincode does not meet, and never a key that is equal only
// by accident.
package ops
