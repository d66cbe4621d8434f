package quiet

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

type Asset struct {
	ID    string
	Tags  []string
	Attrs map[string]int
}

type Holder struct{ A *Asset }

type label struct{ text string }

func (l *label) String() string { return l.text }

type failure struct{ why string }

func (f *failure) Error() string { return f.why }

type shaped struct{ p *int }

func (s shaped) Format(f fmt.State, verb rune) { io.WriteString(f, "shaped") }

type Outer struct{ L *label }

type embeds struct{ *label }

func put(ctx ctxI, text string) error { return ctx.GetStub().PutState("k", []byte(text)) }

// fmt follows the pointer at the top, and looks into values.
func (c *Contract) Top(ctx ctxI) error {
	a := &Asset{ID: "a", Tags: []string{"x"}, Attrs: map[string]int{"n": 1}}
	return put(ctx, fmt.Sprintf("%v %+v %s", a, *a, []Asset{*a})+fmt.Sprint(&a.Tags, &a.Attrs))
}

// Their methods say what is printed, at every depth.
func (c *Contract) Methods(ctx ctxI) error {
	l := &label{"x"}
	text := fmt.Sprintf("%v %s %q", l, []*label{l}, map[string]*label{"a": l})
	text += fmt.Sprint(Outer{l}, &Outer{l}, embeds{l}, &failure{"f"}, shaped{}, []shaped{{}})
	return put(ctx, text)
}

// The type and the text of numbers.
func (c *Contract) Types(ctx ctxI, n int) error {
	return put(ctx, fmt.Sprintf("%T %d %x %v", &n, n, []byte("a"), any(n)))
}

// What an interface holds is not known.
func (c *Contract) Any(ctx ctxI, v interface{}, list []interface{}, err error) error {
	return put(ctx, fmt.Sprint(v, err)+fmt.Sprint(list...))
}

// Logs, errors, the process's own output, and what nobody uses.
func (c *Contract) Logs(ctx ctxI) error {
	h := []*Asset{{}}
	log.Printf("%v", h)
	fmt.Printf("%p\n", h)
	fmt.Println(h)
	fmt.Fprintln(os.Stderr, h)
	_ = fmt.Sprint(h)
	if len(h) > 3 {
		return fmt.Errorf("too many: %v", h)
	}
	if len(h) > 2 {
		return errors.New(fmt.Sprint("too many: ", h))
	}
	fmt.Fprintf(os.Stdout, "%v", Holder{})
	return put(ctx, "done")
}

// json follows pointers.
func (c *Contract) JSON(ctx ctxI) error {
	data, err := json.Marshal([]Holder{{&Asset{}}})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState("k", data)
}

// A verb that pointers do not have prints them from the top.
func (c *Contract) Wrong(ctx ctxI) error {
	return put(ctx, fmt.Sprintf("%s", []*Asset{{}}))
}

// Nobody orders what is only evaluated.
func (c *Contract) Show(ctx ctxI) (string, error) { return fmt.Sprint([]*Asset{{}}), nil }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Show"} }

func generic[T any](ctx ctxI, v T) error { return put(ctx, fmt.Sprint(v)) }

func (c *Contract) Generic(ctx ctxI) error { return generic(ctx, 3) }

// Loops between types end.
type Node struct {
	Kids []Node
	ByID map[string]Node
}

func (c *Contract) Tree(ctx ctxI) error { return put(ctx, fmt.Sprint(Node{})) }
