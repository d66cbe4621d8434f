package pack

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCheckIndex(t *testing.T) {
	for text, want := range map[string]string{
		`{"index":{"fields":["a",{"b":"Desc"}]},"ddoc":"d","name":"n","type":"json"}`: "",
		`{"index":{"fields":[],"partial_filter_selector":{"x":1}}}`:                   "",
		`{"index":{"fields":["a"]`:          "not a JSON object",
		`[]`:                                "not a JSON object",
		`{}`:                                `got no key "index"`,
		`null`:                              `got no key "index"`,
		`{"index":[]}`:                      "index: got an array, want an object",
		`{"index":null}`:                    "index: got null, want an object",
		`{"index":{"fields":"a"}}`:          "fields: got a string, want an array",
		`{"index":{"fields":[1]}}`:          "fields: got a number, want",
		`{"index":{"fields":[null]}}`:       "fields: got null, want",
		`{"index":{"fields":[{"a":"up"}]}}`: `fields: got up as the order of "a"`,
		`{"index":{"feilds":[]}}`:           `index: got key "feilds"`,
		`{"index":{},"ddoc":null}`:          "ddoc: got null, want a string",
		`{"index":{},"name":true}`:          "name: got a boolean, want a string",
		`{"index":{},"type":"text"}`:        "type: got text",
		`{"index":{},"idx":1}`:              `got key "idx"`,
	} {
		got := ""
		if f := checkIndex([]byte(text)); f != nil {
			got = f.Message
		}
		if (got == "") != (want == "") || !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestPosition(t *testing.T) {
	f := checkIndex([]byte("{\n  \"index\": ,\n}"))
	if f == nil || f.Location.Line != 2 || f.Location.Column != 12 {
		t.Errorf("got %+v, want a finding at 2:12", f)
	}
}

// FuzzCheckIndex: an index that is accepted is a JSON object, and nothing that
// a file can hold makes the check panic, as it does the peer's.
func FuzzCheckIndex(f *testing.F) {
	f.Add([]byte(`{"index":{"fields":[{"a":"asc"},"b"]},"ddoc":null,"type":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if found := checkIndex(data); found == nil {
			var object map[string]any
			if err := json.Unmarshal(data, &object); err != nil {
				t.Errorf("got no finding for %q, want one: %v", data, err)
			}
		} else if found.Location.Line < 0 || found.Message == "" {
			t.Errorf("got %+v", found)
		}
	})
}
