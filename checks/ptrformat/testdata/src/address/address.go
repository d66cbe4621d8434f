package address

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"unsafe"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

type Owner struct{ Name string }

type Asset struct {
	ID    string
	Owner *Owner
	Price *int
}

type label struct{ text string }

func (l *label) String() string { return l.text }

func load() []*Asset { return []*Asset{{ID: "a"}} }

func (c *Contract) Elements(ctx ctxI) error {
	text := fmt.Sprintf("%v", load()) // want `error: the address of a \*Asset within a \[\]\*Asset that fmt.Sprintf prints with %v reaches PutState at address.go:33\nhint: .*json.Marshal`
	return ctx.GetStub().PutState("a", []byte(text))
}

func (c *Contract) Digest(ctx ctxI, byID map[string]string) error {
	m := map[string]*Asset{}
	for id := range byID {
		m[id] = &Asset{ID: id}
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(m))) // want `error: the address of a \*Asset within a map\[string\]\*Asset that fmt.Sprint prints reaches PutState`
	return ctx.GetStub().PutState("sum", sum[:])
}

// The pointer is followed, its fields are not.
func (c *Contract) Field(ctx ctxI) error {
	a := &Asset{ID: "a", Owner: &Owner{"o"}}
	return ctx.GetStub().SetEvent("issued", []byte(fmt.Sprintf("%+v", a))) // want `warning: the address of a \*Owner within a \*Asset that fmt.Sprintf prints with %\+?v reaches SetEvent`
}

func (c *Contract) Basic(ctx ctxI, price int) error {
	a := Asset{Price: &price}
	key := fmt.Sprintf("price~%d", a.Price) // want `error: the address of a \*int that fmt.Sprintf prints with %d reaches GetState at address.go:54\nhint: print what it points to`
	_, err := ctx.GetStub().GetState(key)
	return err
}

func (c *Contract) Verb(ctx ctxI) (string, error) {
	a := &Asset{}
	return fmt.Sprintf("%p", a), nil // want `error: the address of a \*Asset that fmt.Sprintf prints with %p reaches the response`
}

// A verb that pointers do not have prints them all the same.
func (c *Contract) Wrong(ctx ctxI, name string) error {
	return ctx.GetStub().PutState("n", []byte(fmt.Sprintf("%s", &name))) // want `error: the address of a \*string that fmt.Sprintf prints with %s reaches PutState`
}

func (c *Contract) Buffer(ctx ctxI) error {
	var buf bytes.Buffer
	for _, a := range load() {
		fmt.Fprintf(&buf, "%s=%v\n", a.ID, a.Price) // want `error: the address of a \*int that fmt.Fprintf prints with %v reaches PutState`
	}
	return ctx.GetStub().PutState("all", buf.Bytes())
}

func (c *Contract) Builder(ctx ctxI) error {
	var b strings.Builder
	fmt.Fprintln(&b, load()) // want `error: .* that fmt.Fprintln prints reaches PutState`
	return ctx.GetStub().PutState("all", []byte(b.String()))
}

func (c *Contract) Appended(ctx ctxI) error {
	return ctx.GetStub().PutState("all", fmt.Append(nil, load())) // want `error: .* that fmt.Append prints reaches PutState`
}

func (c *Contract) Function(ctx ctxI) error {
	handlers := map[string]func() []*Asset{"load": load}
	return ctx.GetStub().PutState("h", []byte(fmt.Sprint(handlers))) // want `warning: the address of a func\(\) \[\]\*Asset within .* reaches PutState`
}

func (c *Contract) Channel(ctx ctxI) error {
	done := make(chan bool)
	return ctx.GetStub().PutState("c", []byte(fmt.Sprint(done))) // want `error: the address of a chan bool that fmt.Sprint prints reaches PutState`
}

func (c *Contract) Unsafe(ctx ctxI, n int) error {
	return ctx.GetStub().PutState("u", []byte(fmt.Sprint(unsafe.Pointer(&n)))) // want `error: the address of a unsafe.Pointer that`
}

// Methods are not asked behind unexported fields, nor by %#v, nor by %d.
type sealed struct{ l *label }

func (c *Contract) Sealed(ctx ctxI) error {
	return ctx.GetStub().PutState("s", []byte(fmt.Sprint(sealed{&label{"x"}}))) // want `warning: the address of a \*label within a sealed that fmt.Sprint prints`
}

func (c *Contract) GoSyntax(ctx ctxI) error {
	return ctx.GetStub().PutState("s", []byte(fmt.Sprintf("%#v", []*label{{"x"}}))) // want `error: the address of a \*label within a \[\]\*label that fmt.Sprintf prints with %#v`
}

func (c *Contract) Decided(ctx ctxI) error {
	if strings.HasSuffix(fmt.Sprint(load()), "0]") { // want `warning: .* decides PutState`
		return ctx.GetStub().PutState("a", nil)
	}
	return nil
}

func key(a []*Asset) string { return fmt.Sprint(a) } // want `error: .* reaches PutState at address.go:120 through key, save`

func save(ctx ctxI, key string) error { return ctx.GetStub().PutState(key, nil) }

func (c *Contract) Through(ctx ctxI) error { return save(ctx, key(load())) }

func pair[T any](a, b T) string { return fmt.Sprint(any(a), any(b)) }

var tag = fmt.Sprintf("%p", &Asset{}) // want `error: .* reaches PutState`

func (c *Contract) Tagged(ctx ctxI) error {
	put := ctx.GetStub().PutState
	_ = put
	return ctx.GetStub().PutState(tag, nil)
}
