package quiet

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"log"

	jsonv2 "github.com/go-json-experiment/json"
	oldproto "github.com/golang/protobuf/proto"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	jsoniter "github.com/json-iterator/go"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"messages"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

func put(ctx ctxI, data []byte) error { return ctx.GetStub().PutState("k", data) }

func (c *Contract) Deterministic(ctx ctxI, a *messages.Asset, old *messages.Old) error {
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(a)
	if err != nil {
		return err
	}
	options := proto.MarshalOptions{AllowPartial: true}
	options.Deterministic = true
	more, err := options.Marshal(a)
	if err != nil {
		return err
	}
	buf := oldproto.NewBuffer(nil)
	buf.SetDeterministic(true)
	if err := buf.Marshal(old); err != nil {
		return err
	}
	return put(ctx, append(append(data, more...), buf.Bytes()...))
}

// One binary encodes messages without maps alike.
func (c *Contract) Plain(ctx ctxI, p *messages.Plain, v *messages.Value) error {
	data, err := proto.Marshal(p)
	if err != nil {
		return err
	}
	return put(ctx, append(data, v.String()...))
}

func save(ctx ctxI, m proto.Message) error {
	data, err := proto.Marshal(m)
	if err != nil {
		return err
	}
	return put(ctx, data)
}

func (c *Contract) Helper(ctx ctxI, p *messages.Plain, m proto.Message) error {
	if err := save(ctx, m); err != nil {
		return err
	}
	return save(ctx, p)
}

// What is decoded, or compacted, is the same for all again.
func (c *Contract) Decoded(ctx ctxI, a *messages.Asset, p *messages.Plain) error {
	data, err := proto.Marshal(a)
	if err != nil {
		return err
	}
	var b messages.Asset
	if err := proto.Unmarshal(data, &b); err != nil {
		return err
	}
	text, err := protojson.Marshal(p)
	if err != nil {
		return err
	}
	var fields map[string]interface{}
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := json.Compact(&buf, text); err != nil {
		return err
	}
	wrapped, err := json.Marshal(struct{ Body json.RawMessage }{text})
	if err != nil {
		return err
	}
	return put(ctx, []byte(b.Id+fmt.Sprint(fields, len(text))+buf.String()+string(wrapped)))
}

// The first API's text has no such spaces.
func (c *Contract) OldText(ctx ctxI, m *messages.Old) error {
	return put(ctx, []byte(m.String()+oldproto.CompactTextString(m)+fmt.Sprint(m)))
}

type table struct{ Rows []string }

type skipped struct {
	Name string
	rows map[string]int
}

// One type without maps; numbers and texts have their numbers already.
func (c *Contract) Gob(ctx ctxI, t table) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(t); err != nil {
		return err
	}
	if err := gob.NewEncoder(&buf).Encode("text"); err != nil {
		return err
	}
	if err := gob.NewEncoder(&buf).Encode(&t); err != nil {
		return err
	}
	return put(ctx, buf.Bytes())
}

func (c *Contract) Sorted(ctx ctxI, m map[string]int, v interface{}) error {
	a, _ := json.Marshal(m)
	b, _ := jsonv2.Marshal(m, jsonv2.Deterministic(true))
	d, _ := jsoniter.ConfigCompatibleWithStandardLibrary.Marshal(m)
	e, _ := jsonv2.Marshal(v)
	f, _ := jsonv2.Marshal(skipped{"x", m})
	return put(ctx, append(append(append(append(a, b...), d...), e...), f...))
}

func (c *Contract) Logged(ctx ctxI, a *messages.Asset, p *messages.Plain) error {
	data, err := proto.Marshal(a)
	if err != nil {
		return fmt.Errorf("marshalling %v: %w", p, err)
	}
	log.Printf("%x %v %s", data, p, p.String())
	if len(data) > 1000 {
		return errors.New("too long: " + p.String())
	}
	return put(ctx, nil)
}

func (c *Contract) Show(ctx ctxI, a *messages.Asset) ([]byte, error) { return proto.Marshal(a) }

func (c *Contract) GetEvaluateTransactions() []string { return []string{"Show"} }
