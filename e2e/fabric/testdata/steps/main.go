// Command steps is a chaincode that does what its arguments tell: a list of
// calls of the stub, one after the other, whatever they answer. It gives back
// what each of them said.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

// step is one call.
type step struct {
	Do         string   `json:"do"`
	Collection string   `json:"collection,omitempty"`
	Key        string   `json:"key,omitempty"`
	Value      string   `json:"value,omitempty"`
	End        string   `json:"end,omitempty"`
	Keys       []string `json:"keys,omitempty"`
	N          int      `json:"n,omitempty"`
}

// run is a transaction under way, with its open queries.
type run struct {
	stub shim.ChaincodeStubInterface
	open map[string]shim.StateQueryIteratorInterface
}

type chaincode struct{}

func (c chaincode) Init(stub shim.ChaincodeStubInterface) *peer.Response { return c.Invoke(stub) }

func (chaincode) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	args := stub.GetArgs()
	if len(args) != 1 {
		return shim.Error(fmt.Sprintf("got %d arguments, want 1", len(args)))
	}
	var steps []step
	if err := json.Unmarshal(args[0], &steps); err != nil {
		return shim.Error(err.Error())
	}
	r := &run{stub, map[string]shim.StateQueryIteratorInterface{}}
	defer r.closeAll()
	var said []string
	for _, s := range steps {
		if s.Do == "answer" {
			return &peer.Response{Status: int32(s.N), Message: s.Value, Payload: []byte(strings.Join(said, "\n"))}
		}
		value, err := r.do(s)
		if err != nil {
			value = "error: " + err.Error()
		}
		said = append(said, s.Do+" "+value)
	}
	return shim.Success([]byte(strings.Join(said, "\n")))
}

// closeAll closes what is open: what a chaincode leaves open may end the peer.
func (r *run) closeAll() {
	for _, it := range r.open {
		it.Close()
	}
}

func (r *run) do(s step) (string, error) {
	switch {
	case strings.HasPrefix(s.Do, "private"):
		return r.private(s)
	case s.Do == "open", s.Do == "next", s.Do == "close", s.Do == "leave":
		return r.iterate(s)
	}
	switch s.Do {
	case "get":
		return quoted(r.stub.GetState(s.Key))
	case "put":
		return "", r.stub.PutState(s.Key, []byte(s.Value))
	case "del":
		return "", r.stub.DelState(s.Key)
	case "fill":
		for i := range s.N {
			if err := r.stub.PutState(fmt.Sprintf("f%04d", i), []byte(s.Value)); err != nil {
				return "", err
			}
		}
		return "", nil
	case "several":
		return list(r.stub.GetMultipleStates(s.Keys...))
	case "policy":
		return quoted(r.stub.GetStateValidationParameter(s.Key))
	case "setpolicy":
		return "", r.stub.SetStateValidationParameter(s.Key, []byte(s.Value))
	case "range":
		return drain(r.stub.GetStateByRange(s.Key, s.End))
	case "page":
		it, meta, err := r.stub.GetStateByRangeWithPagination(s.Key, s.End, int32(s.N), s.Value)
		rows, err := drain(it, err)
		return fmt.Sprintf("%s count %d bookmark %q", rows, meta.GetFetchedRecordsCount(), meta.GetBookmark()), err
	case "compositepage":
		it, meta, err := r.stub.GetStateByPartialCompositeKeyWithPagination(s.Key, s.Keys, int32(s.N), s.Value)
		rows, err := drain(it, err)
		return fmt.Sprintf("%s count %d bookmark %q", rows, meta.GetFetchedRecordsCount(), meta.GetBookmark()), err
	case "allcomposite":
		it, meta, err := r.stub.GetAllStatesCompositeKeyWithPagination(int32(s.N), s.Value)
		rows, err := drain(it, err)
		return fmt.Sprintf("%s count %d bookmark %q", rows, meta.GetFetchedRecordsCount(), meta.GetBookmark()), err
	case "composite":
		return drain(r.stub.GetStateByPartialCompositeKey(s.Key, s.Keys))
	case "putcomposite":
		key, err := r.stub.CreateCompositeKey(s.Key, s.Keys)
		if err != nil {
			return "", err
		}
		return "", r.stub.PutState(key, []byte(s.Value))
	case "rich":
		return drain(r.stub.GetQueryResult(s.Value))
	case "richpage":
		it, _, err := r.stub.GetQueryResultWithPagination(s.Value, int32(s.N), "")
		return drain(it, err)
	case "history":
		return r.history(s)
	case "event":
		return "", r.stub.SetEvent(s.Key, []byte(s.Value))
	case "batch":
		r.stub.StartWriteBatch()
		return "", nil
	case "finish":
		return "", r.stub.FinishWriteBatch()
	case "call":
		answer := r.stub.InvokeChaincode(s.Key, [][]byte{[]byte(s.Value)}, s.End)
		return fmt.Sprintf("%d %q %q", answer.Status, answer.Message, answer.Payload), nil
	case "sleep":
		time.Sleep(time.Duration(s.N) * time.Millisecond)
		return "", nil
	}
	return "", fmt.Errorf("no such step: %s", s.Do)
}

// private are the calls for private data.
func (r *run) private(s step) (string, error) {
	switch strings.TrimPrefix(s.Do, "private") {
	case "get":
		return quoted(r.stub.GetPrivateData(s.Collection, s.Key))
	case "put":
		return "", r.stub.PutPrivateData(s.Collection, s.Key, []byte(s.Value))
	case "del":
		return "", r.stub.DelPrivateData(s.Collection, s.Key)
	case "purge":
		return "", r.stub.PurgePrivateData(s.Collection, s.Key)
	case "hash":
		value, err := r.stub.GetPrivateDataHash(s.Collection, s.Key)
		return fmt.Sprintf("%x", value), err
	case "several":
		return list(r.stub.GetMultiplePrivateData(s.Collection, s.Keys...))
	case "policy":
		return quoted(r.stub.GetPrivateDataValidationParameter(s.Collection, s.Key))
	case "setpolicy":
		return "", r.stub.SetPrivateDataValidationParameter(s.Collection, s.Key, []byte(s.Value))
	case "range":
		return drain(r.stub.GetPrivateDataByRange(s.Collection, s.Key, s.End))
	case "composite":
		return drain(r.stub.GetPrivateDataByPartialCompositeKey(s.Collection, s.Key, s.Keys))
	case "rich":
		return drain(r.stub.GetPrivateDataQueryResult(s.Collection, s.Value))
	}
	return "", fmt.Errorf("no such step: %s", s.Do)
}

// iterate are calls of a query that stays open between them; Value names it.
func (r *run) iterate(s step) (string, error) {
	if s.Do == "open" {
		it, err := r.stub.GetStateByRange(s.Key, s.End)
		if err != nil {
			return "", err
		}
		if old := r.open[s.Value]; old != nil {
			old.Close()
		}
		r.open[s.Value] = it
		return "", nil
	}
	it := r.open[s.Value]
	if it == nil {
		return "", fmt.Errorf("no such query: %s", s.Value)
	}
	switch s.Do {
	case "close":
		delete(r.open, s.Value)
		return "", it.Close()
	case "leave":
		delete(r.open, s.Value)
		return "", nil
	}
	n := 0
	for ; n < s.N && it.HasNext(); n++ {
		if _, err := it.Next(); err != nil {
			return "", err
		}
	}
	return fmt.Sprint(n), nil
}

func (r *run) history(s step) (string, error) {
	it, err := r.stub.GetHistoryForKey(s.Key)
	if err != nil {
		return "", err
	}
	defer it.Close()
	var out []string
	for it.HasNext() {
		m, err := it.Next()
		if err != nil {
			return "", err
		}
		out = append(out, fmt.Sprintf("%s %s %q %v", m.TxId, m.Timestamp.AsTime().Format(time.RFC3339Nano), m.Value, m.IsDelete))
	}
	return strings.Join(out, "; "), nil
}

func quoted(value []byte, err error) (string, error) { return fmt.Sprintf("%q", value), err }

func list(values [][]byte, err error) (string, error) { return fmt.Sprintf("%q", values), err }

func drain(it shim.StateQueryIteratorInterface, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer it.Close()
	var rows []string
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return "", err
		}
		rows = append(rows, fmt.Sprintf("%q=%q", kv.Key, kv.Value))
	}
	return fmt.Sprint(rows), nil
}

func main() {
	server := &shim.ChaincodeServer{
		CCID: os.Getenv("CHAINCODE_ID"), Address: os.Getenv("CHAINCODE_SERVER_ADDRESS"), CC: chaincode{},
		TLSProps: shim.TLSProperties{Disabled: true},
	}
	log.Fatal(server.Start())
}
