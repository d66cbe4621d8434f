package difference

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Field is a place inside two JSON values where they differ. The texts are
// JSON, "" where there is nothing.
type Field struct{ Path, First, Second string }

// maxFields bounds how many places are told.
const maxFields = 8

// Fields are the places where two JSON objects or arrays differ, in the order of
// the first; nil where one is neither. Paths are as in jq: .owner.name, .list[2].
func Fields(a, b []byte) []Field {
	first, ok := decode(a)
	if !ok {
		return nil
	}
	second, ok := decode(b)
	if !ok {
		return nil
	}
	var list []Field
	walk("", first, second, &list)
	return list
}

// decode reads an object or an array.
func decode(data []byte) (any, bool) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 || data[0] != '{' && data[0] != '[' {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil || d.More() {
		return nil, false
	}
	return v, true
}

func walk(path string, a, b any, list *[]Field) {
	if len(*list) == maxFields {
		return
	}
	switch x := a.(type) {
	case map[string]any:
		if y, ok := b.(map[string]any); ok {
			for _, key := range keys(x, y) {
				walk(path+"."+word(key), member(x, key), member(y, key), list)
			}
			return
		}
	case []any:
		if y, ok := b.([]any); ok {
			for i := range max(len(x), len(y)) {
				walk(path+"["+strconv.Itoa(i)+"]", element(x, i), element(y, i), list)
			}
			return
		}
	}
	first, second := text(a), text(b)
	if first != second {
		*list = append(*list, Field{path, first, second})
	}
}

// nothing stands where one of the two values has no element.
type nothing struct{}

func member(m map[string]any, key string) any {
	if v, ok := m[key]; ok {
		return v
	}
	return nothing{}
}

func element(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nothing{}
}

func text(v any) string {
	if _, ok := v.(nothing); ok {
		return ""
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// word is a key as it can stand in a path.
func word(key string) string {
	for _, r := range key {
		if r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return strconv.Quote(key)
		}
	}
	return key
}
