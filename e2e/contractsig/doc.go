// Package contractsig holds the check contractsig against contract-api itself:
// what contractapi.NewChaincode refuses of a table of contracts, the check
// reports, and nothing else.
//
// It promises to compare with the library as its users run it, in v1 and v2.
package contractsig
