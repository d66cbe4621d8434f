package contract

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Schema is the part of a JSON schema that says what an argument looks like.
type Schema struct {
	// Type is string, number, integer, boolean, array, object, or "" for
	// anything.
	Type   string
	Format string
	// Ref is the name of a component.
	Ref string
	// Enum are the values that there are, in JSON.
	Enum             []json.RawMessage
	Minimum, Maximum *float64
	// MinLength, MaxLength and MinItems are nil where nothing is said.
	MinLength, MaxLength, MinItems *int
	Pattern                        string
	Items                          *Schema
	// Properties are in the order of their names.
	Properties []Property
	// Values is the schema of properties that have none of their own; Closed
	// says that there may be no such.
	Values *Schema
	Closed bool
}

// Property is one of an object.
type Property struct {
	Name     string
	Required bool
	Schema   *Schema
}

type rawSchema struct {
	Type       json.RawMessage            `json:"type"`
	Format     string                     `json:"format"`
	Ref        string                     `json:"$ref"`
	Enum       []json.RawMessage          `json:"enum"`
	Minimum    *float64                   `json:"minimum"`
	Maximum    *float64                   `json:"maximum"`
	MultipleOf *float64                   `json:"multipleOf"`
	MinLength  *int                       `json:"minLength"`
	MaxLength  *int                       `json:"maxLength"`
	MinItems   *int                       `json:"minItems"`
	Pattern    string                     `json:"pattern"`
	Items      json.RawMessage            `json:"items"`
	Properties map[string]json.RawMessage `json:"properties"`
	Required   []string                   `json:"required"`
	Additional json.RawMessage            `json:"additionalProperties"`
}

// schema reads a schema; what is none is one for anything.
func schema(data json.RawMessage, depth int) *Schema {
	s := &Schema{}
	var raw rawSchema
	if depth > deep || json.Unmarshal(data, &raw) != nil {
		return s
	}
	s.Type, s.Format, s.Enum, s.Pattern = typeOf(raw.Type), raw.Format, raw.Enum, raw.Pattern
	s.Minimum, s.Maximum, s.MinLength, s.MaxLength, s.MinItems = raw.Minimum, raw.Maximum, raw.MinLength, raw.MaxLength, raw.MinItems
	s.Ref = raw.Ref[strings.LastIndexByte(raw.Ref, '/')+1:]
	if len(raw.Items) > 0 {
		s.Items = schema(first(raw.Items), depth+1)
	}
	for _, name := range slices.Sorted(maps.Keys(raw.Properties)) {
		s.Properties = append(s.Properties, Property{name, slices.Contains(raw.Required, name), schema(raw.Properties[name], depth+1)})
	}
	var open bool
	switch err := json.Unmarshal(raw.Additional, &open); {
	case len(raw.Additional) == 0:
	case err == nil:
		s.Closed = !open
	default:
		s.Values = schema(raw.Additional, depth+1)
	}
	if s.Type == "number" && raw.MultipleOf != nil && *raw.MultipleOf == 1 {
		s.Type = "integer" // so contract-api describes uint and uint64 (internal/types/types.go)
	}
	if s.Type == "" && len(s.Properties) > 0 {
		s.Type = "object"
	}
	return s
}

// typeOf is a type, or the first of a list that is not null.
func typeOf(data json.RawMessage) string {
	var one string
	if json.Unmarshal(data, &one) == nil {
		return one
	}
	var list []string
	_ = json.Unmarshal(data, &list) // else it is none
	for _, one := range list {
		if one != "null" {
			return one
		}
	}
	return ""
}

func first(data json.RawMessage) json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) == nil && len(list) > 0 {
		return list[0]
	}
	return data
}

// Resolve follows a reference to a component. A schema without one, or whose
// component is not there, is itself.
func (m *Metadata) Resolve(s *Schema) *Schema {
	for range deep {
		next := m.Schemas[s.Ref]
		if s.Ref == "" || next == nil {
			return s
		}
		s = next
	}
	return &Schema{} // components that refer to each other
}
