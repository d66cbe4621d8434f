// Package token is a chaincode of the shim at its v2 path: a wrapper around the
// stub, a table of method values, and generic helpers.
package token

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

// Token is the chaincode.
type Token struct{}

// ledger is the stub with what every transaction needs.
type ledger struct {
	stub   shim.ChaincodeStubInterface
	client string
}

type holding struct {
	Holder string `json:"holder"`
	Amount int64  `json:"amount"`
	Note   string `json:"note"`
}

type receipt struct {
	From, To string
	Amount   int64
	Memo     string
}

type handler func(l *ledger, args []string) ([]byte, error)

// Init keeps the supply.
func (t *Token) Init(stub shim.ChaincodeStubInterface) *peer.Response {
	supply := make([]byte, 8)
	binary.BigEndian.PutUint64(supply, 0)
	if err := stub.PutState("supply", supply); err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(nil)
}

// Invoke looks the function up.
func (t *Token) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	name, args := stub.GetFunctionAndParameters()
	creator, err := stub.GetCreator()
	if err != nil {
		return shim.Error(err.Error())
	}
	handlers := map[string]handler{
		"mint":     t.mint,
		"transfer": t.transfer,
		"annotate": t.annotate,
		"supply":   t.supply,
	}
	h, ok := handlers[name]
	if !ok {
		return shim.Error("unknown function")
	}
	result, err := h(&ledger{stub: stub, client: string(creator)}, args)
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success(result)
}

func (t *Token) mint(l *ledger, args []string) ([]byte, error) {
	if len(args) != 2 {
		return nil, errors.New("want a holder and an amount")
	}
	amount, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return nil, err
	}
	h, err := get[holding](l, args[0])
	if err != nil {
		return nil, err
	}
	if h == nil {
		h = &holding{Holder: args[0], Note: "minted by " + l.client}
	}
	h.Amount += amount
	if err := put(l, args[0], h); err != nil {
		return nil, err
	}
	data, err := l.stub.GetState("supply")
	if err != nil {
		return nil, err
	}
	if len(data) != 8 {
		return nil, errors.New("no supply")
	}
	supply := binary.BigEndian.Uint64(data) + uint64(amount)
	binary.BigEndian.PutUint64(data, supply)
	if err := l.put("supply", data); err != nil {
		return nil, err
	}
	return json.Marshal(h)
}

func (t *Token) transfer(l *ledger, args []string) ([]byte, error) {
	if len(args) != 3 {
		return nil, errors.New("want from, to and an amount")
	}
	amount, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		return nil, err
	}
	if args[0] == args[1] {
		return nil, errors.New("to oneself")
	}
	from, err := need[holding](l, args[0])
	if err != nil {
		return nil, err
	}
	to, err := need[holding](l, args[1])
	if err != nil {
		return nil, err
	}
	if amount <= 0 || from.Amount < amount {
		return nil, fmt.Errorf("%s cannot pay %d", from.Holder, amount)
	}
	from.Amount -= amount
	to.Amount += amount
	if err := put(l, args[0], from); err != nil {
		return nil, err
	}
	if err := put(l, args[1], to); err != nil {
		return nil, err
	}
	r := receipt{From: args[0], To: args[1], Amount: amount, Memo: l.stub.GetTxID()}
	data, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	if err := l.stub.SetEvent("transferred", data); err != nil {
		return nil, err
	}
	return data, nil
}

func (t *Token) annotate(l *ledger, args []string) ([]byte, error) {
	if len(args) < 2 {
		return nil, errors.New("want a holder and a note")
	}
	h, err := need[holding](l, args[0])
	if err != nil {
		return nil, err
	}
	h.Note = args[1]
	return nil, put(l, args[0], h)
}

func (t *Token) supply(l *ledger, args []string) ([]byte, error) {
	data, err := l.stub.GetState("supply")
	if err != nil {
		return nil, err
	}
	if len(data) != 8 {
		return nil, errors.New("no supply")
	}
	return []byte(strconv.FormatUint(binary.BigEndian.Uint64(data), 10)), nil
}

func (l *ledger) put(key string, value []byte) error {
	if key == "" {
		return errors.New("no key")
	}
	return l.stub.PutState(key, value)
}

func put[T any](l *ledger, key string, value *T) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return l.put(key, data)
}

// get gives nil where there is nothing.
func get[T any](l *ledger, key string) (*T, error) {
	data, err := l.stub.GetState(key)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, nil
	}
	value := new(T)
	if err := json.Unmarshal(data, value); err != nil {
		return nil, err
	}
	return value, nil
}

func need[T any](l *ledger, key string) (*T, error) {
	value, err := get[T](l, key)
	if err != nil {
		return nil, err
	}
	if value == nil {
		return nil, fmt.Errorf("no %s", key)
	}
	return value, nil
}
