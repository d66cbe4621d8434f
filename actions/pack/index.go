package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
)

// checkIndex says what Fabric finds wrong with an index definition, by the
// rules of internal/ccmetadata/validators.go, or nil. A null, which makes the
// peer panic there, is wrong too.
func checkIndex(data []byte) *finding.Finding {
	bad := &finding.Finding{
		Rule: "pack/index", Severity: finding.Error,
		Hint: `an index definition is {"index":{"fields":["owner"]},"ddoc":"ownerDoc","name":"owner","type":"json"}`,
	}
	var index map[string]any
	if err := json.Unmarshal(data, &index); err != nil {
		bad.Message = "not a JSON object: " + err.Error()
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) && syntax.Offset > 0 {
			bad.Location.Line, bad.Location.Column = position(data, int(syntax.Offset)-1)
		}
		return bad
	}
	if bad.Message = wrongIndex(index); bad.Message == "" {
		return nil
	}
	return bad
}

// position is the line and column, from 1, of an offset.
func position(data []byte, offset int) (line, column int) {
	before := data[:min(offset, len(data))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

func wrongIndex(index map[string]any) string {
	for _, key := range slices.Sorted(maps.Keys(index)) {
		value := index[key]
		switch key {
		case "index":
			if wrong := wrongFields(value); wrong != "" {
				return wrong
			}
		case "ddoc", "name":
			if _, ok := value.(string); !ok {
				return fmt.Sprintf("%s: got %s, want a string", key, kind(value))
			}
		case "type":
			if value != "json" {
				return fmt.Sprintf(`type: got %v, want "json"`, value)
			}
		default:
			return fmt.Sprintf("got key %q, want index, ddoc, name and type", key)
		}
	}
	if _, ok := index["index"]; !ok {
		return `got no key "index"`
	}
	return ""
}

func wrongFields(value any) string {
	object, ok := value.(map[string]any)
	if !ok {
		return fmt.Sprintf("index: got %s, want an object", kind(value))
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		switch key {
		case "partial_filter_selector":
		case "fields":
			fields, ok := object[key].([]any)
			if !ok {
				return fmt.Sprintf("fields: got %s, want an array", kind(object[key]))
			}
			for _, field := range fields {
				if wrong := wrongField(field); wrong != "" {
					return wrong
				}
			}
		default:
			return fmt.Sprintf("index: got key %q, want fields and partial_filter_selector", key)
		}
	}
	return ""
}

// wrongField looks at "color" or {"color":"desc"}. Fabric lets numbers and the
// like pass, for which CouchDB then makes no index.
func wrongField(field any) string {
	switch field := field.(type) {
	case string:
		return ""
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(field)) {
			order, _ := field[name].(string)
			if order = strings.ToLower(order); order != "asc" && order != "desc" {
				return fmt.Sprintf(`fields: got %v as the order of %q, want "asc" or "desc"`, field[name], name)
			}
		}
		return ""
	}
	return fmt.Sprintf("fields: got %s, want a string or an object", kind(field))
}

// kind is what JSON calls a value.
func kind(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case float64:
		return "a number"
	case []any:
		return "an array"
	}
	return "an object"
}
