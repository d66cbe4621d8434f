package wrapped

import (
	"time"

	"github.com/hyperledger/fabric-chaincode-go/shim"
)

// stubWrapper and transaction are the way of cc-tools.
type stubWrapper struct{ Stub shim.ChaincodeStubInterface }

func (w *stubWrapper) PutState(key string, value []byte) error { return w.Stub.PutState(key, value) }
func (w *stubWrapper) GetState(key string) ([]byte, error)     { return w.Stub.GetState(key) }

type transaction struct {
	Tag     string
	Routine func(*stubWrapper, map[string]any) ([]byte, error)
}

var issue = transaction{
	Tag: "issue",
	Routine: func(stub *stubWrapper, req map[string]any) ([]byte, error) {
		at := []byte(time.Now().String()) // want `time.Now reaches PutState at wrapped.go:24`
		if err := stub.PutState("at", at); err != nil {
			return nil, err
		}
		return nil, nil
	},
}

var tell = transaction{
	Tag: "tell",
	Routine: func(stub *stubWrapper, req map[string]any) ([]byte, error) {
		return []byte(time.Now().String()), nil // want `warning: time.Now reaches the value that the function at wrapped.go:33 returns`
	},
}

// Context and handlers are the way of cckit.
type Context interface {
	Stub() shim.ChaincodeStubInterface
}

type router struct {
	handlers map[string]func(Context) (any, error)
}

func (r *router) Invoke(name string, h func(Context) (any, error)) { r.handlers[name] = h }

func routes(r *router) {
	r.Invoke("put", handlePut)
	r.Invoke("tell", handleTell)
}

func handlePut(c Context) (any, error) {
	return nil, c.Stub().PutState("at", []byte(time.Now().String())) // want `error: time.Now reaches PutState at wrapped.go:55`
}

func handleTell(c Context) (any, error) {
	return time.Now(), nil // want `warning: time.Now reaches the value that handleTell returns at wrapped.go:59`
}

// A library's function: its callers are in another package.
func Status(stub shim.ChaincodeStubInterface, until time.Time) (string, error) {
	if time.Now().After(until) { // want `warning: time.Now decides the value that Status returns`
		return "over", nil
	}
	return "open", nil
}
