// Package msgpack stands in for vmihailenco's.
package msgpack

func Marshal(v interface{}) ([]byte, error) { return nil, nil }
