// Package protoreflect stands in for protobuf's reflection.
package protoreflect

type Message interface{ IsValid() bool }

type ProtoMessage interface{ ProtoReflect() Message }
