// Package proto stands in for protobuf's first API.
package proto

type Message interface {
	Reset()
	String() string
	ProtoMessage()
}

type Buffer struct{ buf []byte }

func NewBuffer(b []byte) *Buffer           { return &Buffer{b} }
func (b *Buffer) SetDeterministic(on bool) {}
func (b *Buffer) Marshal(m Message) error  { return nil }
func (b *Buffer) Bytes() []byte            { return b.buf }

func Marshal(m Message) ([]byte, error)   { return nil, nil }
func Unmarshal(b []byte, m Message) error { return nil }
func CompactTextString(m Message) string  { return "" }
