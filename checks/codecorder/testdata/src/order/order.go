package order

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"strings"

	jsonv2 "github.com/go-json-experiment/json"
	oldproto "github.com/golang/protobuf/proto"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
	jsoniter "github.com/json-iterator/go"
	"github.com/vmihailenco/msgpack/v5"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"messages"
)

type Contract struct{ contractapi.Contract }

type ctxI = contractapi.TransactionContextInterface

func put(ctx ctxI, data []byte) error { return ctx.GetStub().PutState("k", data) }

func (c *Contract) Proto(ctx ctxI, a *messages.Asset) error {
	data, err := proto.Marshal(a) // want `warning: proto.Marshal encodes the map Asset.Attrs in random order, and reaches PutState at order.go:25 through put\nhint: proto.MarshalOptions\{Deterministic: true\}`
	if err != nil {
		return err
	}
	return put(ctx, data)
}

func (c *Contract) Digest(ctx ctxI, n *messages.Nested) error {
	data, err := proto.MarshalOptions{AllowPartial: true}.Marshal(n) // want `warning: proto.MarshalOptions.Marshal encodes the map Asset.Attrs .* reaches DelState`
	if err != nil {
		return err
	}
	return ctx.GetStub().DelState(fmt.Sprintf("%x", sha256.Sum256(data)))
}

func (c *Contract) Oneof(ctx ctxI, m *messages.Choice) error {
	data, _ := proto.MarshalOptions{Deterministic: false}.MarshalAppend(nil, m) // want `warning: .* the map Asset.Attrs in random order`
	return put(ctx, data)
}

func (c *Contract) Opaque(ctx ctxI, m *messages.Hidden) error {
	data, _ := proto.Marshal(m) // want `warning: .* the map Hidden.Attrs in random order`
	return put(ctx, data)
}

func (c *Contract) Old(ctx ctxI, m *messages.Old) error {
	data, err := oldproto.Marshal(m) // want `warning: .* the map Old.Attrs in random order`
	if err != nil {
		return err
	}
	var buf oldproto.Buffer
	if err := buf.Marshal(m); err != nil { // want `warning: proto.Buffer.Marshal encodes .* reaches SetEvent`
		return err
	}
	if err := ctx.GetStub().SetEvent("e", buf.Bytes()); err != nil {
		return err
	}
	return put(ctx, data)
}

// Through a helper that takes any message.
func save(ctx ctxI, m proto.Message) error {
	data, err := proto.Marshal(m) // want `warning: .* the map Asset.Attrs .* reaches PutState`
	if err != nil {
		return err
	}
	return put(ctx, data)
}

func (c *Contract) Helper(ctx ctxI, a *messages.Asset, p *messages.Plain) error {
	if err := save(ctx, p); err != nil {
		return err
	}
	return save(ctx, a)
}

func (c *Contract) JSON(ctx ctxI, m *messages.Plain) error {
	data, err := protojson.Marshal(m) // want `warning: protojson.Marshal puts spaces by the build of the chaincode, and reaches PutState at order.go:25 through put\nhint: json.Compact`
	if err != nil {
		return err
	}
	return put(ctx, data)
}

func (c *Contract) Text(ctx ctxI, m *messages.Plain) error {
	return put(ctx, []byte(prototext.Format(m))) // want `warning: prototext.Format puts spaces`
}

func (c *Contract) Multiline(ctx ctxI, m *messages.Value) error {
	data, _ := protojson.MarshalOptions{Multiline: true}.Marshal(m) // want `warning: protojson.Marshal puts spaces`
	return put(ctx, data)
}

func (c *Contract) String(ctx ctxI, m *messages.Plain) error {
	return put(ctx, []byte(m.String())) // want `warning: Plain.String puts spaces by the build of the chaincode`
}

func (c *Contract) Printed(ctx ctxI, m *messages.Plain) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", m)                                         // want `warning: the String of Plain that fmt.Fprintf prints puts spaces`
	return ctx.GetStub().PutState(b.String(), []byte(fmt.Sprint(m))) // want `warning: the String of Plain that fmt.Sprint prints puts spaces`
}

func (c *Contract) Shown(ctx ctxI, m *messages.Plain) (string, error) {
	data, err := protojson.Marshal(m) // want `notice: protojson.Marshal .* reaches the response`
	return string(data), err
}

type table struct {
	Rows map[string]int
}

func (c *Contract) Gob(ctx ctxI, t table) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(t); err != nil { // want `warning: gob encodes the map table.Rows in random order, and reaches PutState`
		return err
	}
	return put(ctx, buf.Bytes())
}

type first struct{ N int }

type second struct{ S string }

func (c *Contract) Numbered(ctx ctxI, n int) error {
	var buf bytes.Buffer
	enc := gob.NewEncoder(&buf)
	if err := enc.Encode(first{n}); err != nil { // want `warning: gob numbers first by what the process encoded before, second or not, and reaches PutState`
		return err
	}
	return put(ctx, buf.Bytes())
}

func encode(v interface{}) []byte {
	var buf bytes.Buffer
	gob.NewEncoder(&buf).Encode(v) // want `warning: gob numbers second by .*, first or not, and reaches PutState`
	return buf.Bytes()
}

func (c *Contract) Second(ctx ctxI, s string) error { return put(ctx, encode(&second{s})) }

func (c *Contract) V2(ctx ctxI, m map[string]int) error {
	data, err := jsonv2.Marshal(m) // want `warning: json.Marshal of encoding/json/v2 encodes the map map\[string\]int in random order`
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := jsonv2.MarshalWrite(&buf, table{m}); err != nil { // want `warning: json.MarshalWrite of .* table.Rows .* reaches SetEvent`
		return err
	}
	if err := ctx.GetStub().SetEvent("e", buf.Bytes()); err != nil {
		return err
	}
	return put(ctx, data)
}

func (c *Contract) Others(ctx ctxI, m map[string]int) error {
	a, _ := jsoniter.Marshal(m)               // want `warning: jsoniter.Marshal encodes the map`
	b, _ := jsoniter.ConfigFastest.Marshal(m) // want `warning: jsoniter.Marshal encodes the map`
	d, _ := msgpack.Marshal(&table{m})        // want `warning: msgpack.Marshal encodes the map table.Rows`
	return ctx.GetStub().PutState(string(a)+string(b), d)
}

func (c *Contract) Decides(ctx ctxI, a *messages.Asset, old []byte) error {
	data, err := proto.Marshal(a) // want `warning: .* and decides PutState`
	if err != nil {
		return err
	}
	if !bytes.Equal(data, old) {
		return put(ctx, nil)
	}
	return nil
}
