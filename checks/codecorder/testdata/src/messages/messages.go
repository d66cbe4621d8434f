// Package messages is as protoc-gen-go writes it.
package messages

import "google.golang.org/protobuf/reflect/protoreflect"

type state struct{ info *int }

type extensions map[int32]string

type Asset struct {
	state           state
	extensionFields extensions
	Id              string
	Attrs           map[string]string
}

type Plain struct {
	state           state
	extensionFields extensions
	Id              string
	Owner           string
	Parts           []*Part
}

type Part struct{ Name, Unit string }

type Nested struct{ Assets []*Asset }

// Choice has a oneof, one case of which holds a map.
type Choice struct {
	Kind isChoice_Kind
}

type isChoice_Kind interface{ isChoice_Kind() }

type Choice_Name struct{ Name string }

type Choice_Asset struct{ Asset *Asset }

func (*Choice_Name) isChoice_Kind()  {}
func (*Choice_Asset) isChoice_Kind() {}

// Value has one field.
type Value struct {
	state state
	Value string
}

// Hidden is of the opaque API.
type Hidden struct {
	xxx_hidden_Attrs map[string]string
}

// Old is of the first API.
type Old struct {
	Id               string            `protobuf:"bytes,1,opt,name=id" json:"id,omitempty"`
	Attrs            map[string]string `protobuf:"bytes,2,rep,name=attrs" json:"attrs,omitempty"`
	XXX_unrecognized []byte            `json:"-"`
	XXX_sizecache    int32             `json:"-"`
}

func (*Asset) ProtoReflect() protoreflect.Message  { return nil }
func (*Plain) ProtoReflect() protoreflect.Message  { return nil }
func (*Nested) ProtoReflect() protoreflect.Message { return nil }
func (*Choice) ProtoReflect() protoreflect.Message { return nil }
func (*Value) ProtoReflect() protoreflect.Message  { return nil }
func (*Hidden) ProtoReflect() protoreflect.Message { return nil }

func (*Asset) String() string { return "" }
func (*Plain) String() string { return "" }
func (*Value) String() string { return "" }

func (*Old) Reset()         {}
func (*Old) String() string { return "" }
func (*Old) ProtoMessage()  {}
