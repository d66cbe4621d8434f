// Package chaincode finds the main package of a module that is chaincode.
//
// It asks the go command and nothing else, and gives one answer to every
// action that asks.
package chaincode
