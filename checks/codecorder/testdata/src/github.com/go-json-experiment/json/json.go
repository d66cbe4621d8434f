// Package json stands in for encoding/json/v2.
package json

import "io"

type Options interface{ JSONOptions() }

func Deterministic(v bool) Options { return nil }

func Marshal(in any, opts ...Options) ([]byte, error)                 { return nil, nil }
func MarshalWrite(out io.Writer, in any, opts ...Options) (err error) { return nil }
