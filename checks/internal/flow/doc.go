// Package flow follows values through a package of chaincode, from where they
// arise to where endorsers sign them.
//
// Its unit is the fact: this value, or this part of what it points to, comes
// from the source. Facts move forward along def-use chains of the SSA form,
// through fields (up to a few levels deep), through closures, method values and
// calls, and, where a check asks for it, through the branches that they decide.
// Each function is followed once for each fact that enters it (a frame), and
// what leaves the function is handed to all callers that wait for it; so the
// work is linear in the size of the code, call cycles end, and no value leaves
// through a caller that it did not come from.
//
// Other packages take part by facts of go/analysis: what their functions do with
// what they are handed (Summary), and what they hand out by themselves (Yields).
// A package without transactions has some if it mentions an origin; what
// chaincode stands on, such as gRPC, has none.
//
// What a check adds is a Tracer: its sources are seeds, its exceptions are the
// hooks. Transactions, sinks and error responses are the same for all checks
// and are found here.
//
// It promises that the same package gives the same answer in the same order,
// and that a package without chaincode costs a look at its imports.
package flow
