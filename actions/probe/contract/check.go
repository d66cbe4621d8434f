package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tallystick/tallystick/internal/action"
)

// Find is the function that a proposal's first argument names, as contract-api
// looks for it: the first letter's case does not matter
// (contractapi/contract_chaincode.go, Invoke).
func (m *Metadata) Find(call string) (Function, bool) {
	name := upper(call)
	for _, c := range m.Contracts {
		for _, f := range c.Functions {
			if upper(f.Call) == name || upper(f.Contract+":"+f.Name) == name {
				return f, true
			}
		}
	}
	return Function{}, false
}

// upper has the first letter of the function, after the contract, in upper
// case.
func upper(call string) string {
	at := strings.LastIndexByte(call, ':') + 1
	c, size := utf8.DecodeRuneInString(call[at:])
	return call[:at] + string(unicode.ToUpper(c)) + call[at+size:]
}

// Check says whether a function takes these arguments: the number, and the
// kind of each as contract-api converts it
// (serializer/json_transaction_serializer.go, internal/types). The first
// result is the index of the argument that is wrong, below 0 where it is the
// function or the number.
func (m *Metadata) Check(call string, args [][]byte) (argument int, err error) {
	if strings.HasPrefix(call, system+":") {
		return 0, nil
	}
	f, ok := m.Find(call)
	if !ok {
		var known []string
		for _, f := range m.Functions() {
			known = append(known, f.Call)
		}
		return -1, fmt.Errorf("unknown function %q%s", call, action.Wanted(call, known))
	}
	if len(args) != len(f.Parameters) {
		return -1, fmt.Errorf("%s: got %d arguments, want %d: %s", f.Call, len(args), len(f.Parameters), m.signature(f))
	}
	for i, arg := range args {
		p := f.Parameters[i]
		if err := m.fits(p.Schema, arg); err != nil {
			return i, fmt.Errorf("%s: argument %d, %s: %w", f.Call, i+1, p.Name, err)
		}
	}
	return 0, nil
}

func (m *Metadata) signature(f Function) string {
	list := []string{}
	for _, p := range f.Parameters {
		list = append(list, p.Name+" "+m.describe(p.Schema))
	}
	return f.Name + "(" + strings.Join(list, ", ") + ")"
}

func (m *Metadata) describe(s *Schema) string {
	if s.Ref != "" {
		return s.Ref
	}
	switch {
	case s.Type == "":
		return "anything"
	case s.Type == "array" && s.Items != nil:
		return "list of " + m.describe(s.Items)
	}
	return s.Type
}

// fits looks at an argument as it stands in a proposal.
func (m *Metadata) fits(s *Schema, arg []byte) error {
	s = m.Resolve(s)
	text := string(arg)
	var err error
	switch s.Type {
	case "integer":
		if _, err = strconv.ParseInt(text, 10, 64); err != nil {
			_, err = strconv.ParseUint(text, 10, 64)
		}
	case "number":
		_, err = strconv.ParseFloat(text, 64)
	case "boolean":
		_, err = strconv.ParseBool(text)
	case "array", "object":
		d := json.NewDecoder(bytes.NewReader(arg))
		d.UseNumber()
		var value any
		if d.Decode(&value) != nil {
			return fmt.Errorf("got %s, want %s in JSON", show(text), article(s.Type))
		}
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return fmt.Errorf("got more after the %s, want its end", s.Type)
		}
		return m.valid(s, value, "", 0)
	}
	if err != nil {
		return fmt.Errorf("got %s, want %s", show(text), article(s.Type))
	}
	return s.bounds(text)
}

// bounds says whether a number lies within the schema's, such as 0 and 255.
func (s *Schema) bounds(text string) error {
	n, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || s.Type != "integer" && s.Type != "number":
	case s.Minimum != nil && n < *s.Minimum:
		return fmt.Errorf("got %s, want %v or more", show(text), *s.Minimum)
	case s.Maximum != nil && n > *s.Maximum:
		return fmt.Errorf("got %s, want %v or less", show(text), *s.Maximum)
	}
	return nil
}

func article(kind string) string {
	if strings.ContainsRune("aeiou", rune(kind[0])) {
		return "an " + kind
	}
	return "a " + kind
}

func show(text string) string {
	const long = 60
	if len(text) > long {
		text = strings.ToValidUTF8(text[:long], "") + "…"
	}
	return strconv.Quote(text)
}

// valid looks at a value in JSON.
func (m *Metadata) valid(s *Schema, value any, where string, depth int) error {
	if s = m.Resolve(s); depth > deep || value == nil {
		return nil // null is for contract-api to judge: pointers take it
	}
	kind := kindOf(value)
	if s.Type != "" && kind != s.Type && (s.Type != "integer" || kind != "number") {
		return fmt.Errorf("got %s%s, want %s", article(kind), at(where), article(s.Type))
	}
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			if s.Items == nil {
				break
			}
			if err := m.valid(s.Items, element, fmt.Sprintf("%s[%d]", where, i), depth+1); err != nil {
				return err
			}
		}
	case map[string]any:
		return m.validObject(s, v, where, depth)
	}
	return nil
}

func (m *Metadata) validObject(s *Schema, v map[string]any, where string, depth int) error {
	var known []string
	for _, p := range s.Properties {
		known = append(known, p.Name)
		one, there := v[p.Name]
		if !there && p.Required {
			return fmt.Errorf("got an object without %s%s, want it", p.Name, at(where))
		}
		if there {
			if err := m.valid(p.Schema, one, where+"."+p.Name, depth+1); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		one := v[name]
		switch {
		case slices.Contains(known, name):
		case s.Closed:
			return fmt.Errorf("unknown property %s%s%s", show(name), at(where), action.Wanted(name, known))
		case s.Values != nil:
			if err := m.valid(s.Values, one, where+"."+name, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func at(where string) string {
	if where == "" {
		return ""
	}
	return " at " + where
}

func kindOf(value any) string {
	switch value.(type) {
	case string:
		return "string"
	case json.Number:
		return "number"
	case bool:
		return "boolean"
	case []any:
		return "array"
	}
	return "object"
}
