// Package generate invents the steps that drive a chaincode of which only the
// functions are known. It creates before it reads, updates and deletes, uses
// again what it created and what it read, and learns from what the chaincode
// answers: which arguments name something that exists, which are JSON, which
// keys the transient map has to have, and which function has to come first.
//
// It promises that the same seed, functions and answers give the same steps,
// and that answers, however hostile, are kept in bounded memory.
package generate
