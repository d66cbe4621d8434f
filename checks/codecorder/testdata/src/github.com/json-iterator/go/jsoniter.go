// Package jsoniter stands in for json-iterator.
package jsoniter

type API interface {
	Marshal(v interface{}) ([]byte, error)
}

var (
	ConfigDefault                       API
	ConfigFastest                       API
	ConfigCompatibleWithStandardLibrary API
)

func Marshal(v interface{}) ([]byte, error) { return nil, nil }
