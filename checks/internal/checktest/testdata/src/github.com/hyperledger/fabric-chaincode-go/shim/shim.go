// Package shim stands in for the shim: its names and types, no behaviour.
package shim

import (
	timestamppb "github.com/golang/protobuf/ptypes/timestamp"
	"github.com/hyperledger/fabric-protos-go/ledger/queryresult"
	"github.com/hyperledger/fabric-protos-go/peer"
)

type ChaincodeStubInterface interface {
	GetArgs() [][]byte
	GetStringArgs() []string
	GetFunctionAndParameters() (string, []string)
	GetArgsSlice() ([]byte, error)
	GetTxID() string
	GetChannelID() string
	InvokeChaincode(chaincodeName string, args [][]byte, channel string) peer.Response
	GetState(key string) ([]byte, error)
	PutState(key string, value []byte) error
	DelState(key string) error
	SetStateValidationParameter(key string, ep []byte) error
	GetStateValidationParameter(key string) ([]byte, error)
	GetStateByRange(startKey, endKey string) (StateQueryIteratorInterface, error)
	GetStateByRangeWithPagination(startKey, endKey string, pageSize int32, bookmark string) (StateQueryIteratorInterface, *peer.QueryResponseMetadata, error)
	GetStateByPartialCompositeKey(objectType string, keys []string) (StateQueryIteratorInterface, error)
	GetStateByPartialCompositeKeyWithPagination(objectType string, keys []string, pageSize int32, bookmark string) (StateQueryIteratorInterface, *peer.QueryResponseMetadata, error)
	CreateCompositeKey(objectType string, attributes []string) (string, error)
	SplitCompositeKey(compositeKey string) (string, []string, error)
	GetQueryResult(query string) (StateQueryIteratorInterface, error)
	GetQueryResultWithPagination(query string, pageSize int32, bookmark string) (StateQueryIteratorInterface, *peer.QueryResponseMetadata, error)
	GetHistoryForKey(key string) (HistoryQueryIteratorInterface, error)
	GetPrivateData(collection, key string) ([]byte, error)
	GetPrivateDataHash(collection, key string) ([]byte, error)
	PutPrivateData(collection string, key string, value []byte) error
	DelPrivateData(collection, key string) error
	PurgePrivateData(collection, key string) error
	SetPrivateDataValidationParameter(collection, key string, ep []byte) error
	GetPrivateDataValidationParameter(collection, key string) ([]byte, error)
	GetPrivateDataByRange(collection, startKey, endKey string) (StateQueryIteratorInterface, error)
	GetPrivateDataByPartialCompositeKey(collection, objectType string, keys []string) (StateQueryIteratorInterface, error)
	GetPrivateDataQueryResult(collection, query string) (StateQueryIteratorInterface, error)
	GetCreator() ([]byte, error)
	GetTransient() (map[string][]byte, error)
	GetBinding() ([]byte, error)
	GetDecorations() map[string][]byte
	GetSignedProposal() (*peer.SignedProposal, error)
	GetTxTimestamp() (*timestamppb.Timestamp, error)
	SetEvent(name string, payload []byte) error
}

type CommonIteratorInterface interface {
	HasNext() bool
	Close() error
}

type StateQueryIteratorInterface interface {
	CommonIteratorInterface
	Next() (*queryresult.KV, error)
}

type HistoryQueryIteratorInterface interface {
	CommonIteratorInterface
	Next() (*queryresult.KeyModification, error)
}

type Chaincode interface {
	Init(stub ChaincodeStubInterface) peer.Response
	Invoke(stub ChaincodeStubInterface) peer.Response
}

func Start(cc Chaincode) error { return nil }

type TLSProperties struct {
	Disabled                 bool
	Key, Cert, ClientCACerts []byte
}

type ChaincodeServer struct {
	CCID     string
	Address  string
	CC       Chaincode
	TLSProps TLSProperties
}

func (cs *ChaincodeServer) Start() error { return nil }

func GetMSPID() (string, error) { return "", nil }

const (
	OK             = 200
	ERRORTHRESHOLD = 400
	ERROR          = 500
)

func Success(payload []byte) peer.Response { return peer.Response{Status: OK, Payload: payload} }

func Error(msg string) peer.Response { return peer.Response{Status: ERROR, Message: msg} }
