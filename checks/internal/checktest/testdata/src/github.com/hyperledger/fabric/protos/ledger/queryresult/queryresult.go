// Package queryresult stands in for what queries yield.
package queryresult

import timestamppb "github.com/golang/protobuf/ptypes/timestamp"

type KV struct {
	Namespace, Key string
	Value          []byte
}

func (kv *KV) GetKey() string   { return kv.Key }
func (kv *KV) GetValue() []byte { return kv.Value }

type KeyModification struct {
	TxId      string
	Value     []byte
	Timestamp *timestamppb.Timestamp
	IsDelete  bool
}
