// Package prototext stands in for protobuf's text format.
package prototext

import "google.golang.org/protobuf/reflect/protoreflect"

type MarshalOptions struct{ Multiline bool }

func (o MarshalOptions) Marshal(m protoreflect.ProtoMessage) ([]byte, error) { return nil, nil }

func Marshal(m protoreflect.ProtoMessage) ([]byte, error)   { return nil, nil }
func Format(m protoreflect.ProtoMessage) string             { return "" }
func Unmarshal(b []byte, m protoreflect.ProtoMessage) error { return nil }
