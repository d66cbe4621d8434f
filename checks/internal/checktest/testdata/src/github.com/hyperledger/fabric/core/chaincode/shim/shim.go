// Package shim stands in for the shim: its names and types, no behaviour.
package shim

import "github.com/hyperledger/fabric/protos/peer"

type ChaincodeStubInterface interface {
	GetStringArgs() []string
	GetFunctionAndParameters() (string, []string)
	GetTxID() string
	GetChannelID() string
	InvokeChaincode(chaincodeName string, args [][]byte, channel string) peer.Response
	GetState(key string) ([]byte, error)
	PutState(key string, value []byte) error
	DelState(key string) error
	SetStateValidationParameter(key string, ep []byte) error
	GetStateByRange(startKey, endKey string) (StateQueryIteratorInterface, error)
	CreateCompositeKey(objectType string, attributes []string) (string, error)
	GetPrivateData(collection, key string) ([]byte, error)
	PutPrivateData(collection string, key string, value []byte) error
	GetTxTimestamp() (*Timestamp, error)
	SetEvent(name string, payload []byte) error
}

type Timestamp struct{ Seconds int64 }

type KV struct {
	Key   string
	Value []byte
}

type StateQueryIteratorInterface interface {
	HasNext() bool
	Close() error
	Next() (*KV, error)
}

type Chaincode interface {
	Init(stub ChaincodeStubInterface) peer.Response
	Invoke(stub ChaincodeStubInterface) peer.Response
}

func Start(cc Chaincode) error { return nil }

func Success(payload []byte) peer.Response { return peer.Response{Status: 200, Payload: payload} }

func Error(msg string) peer.Response { return peer.Response{Status: 500, Message: msg} }
