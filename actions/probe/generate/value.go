package generate

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tallystick/tallystick/actions/probe/contract"
)

// deep is how deep invented values are.
const deep = 6

// rare is how seldom an argument of a function that works is an odd one.
const rare = 8

// argument invents the i-th argument.
func (g *Generator) argument(f *function, i int) []byte {
	if i < len(f.Prefix) {
		return []byte(f.Prefix[i])
	}
	var k kind
	if i < len(f.kinds) {
		k = f.kinds[i]
	}
	if o := f.objects[slot(i)]; o != nil {
		return g.object(f, o)
	}
	if f.Typed && i < len(f.Parameters) {
		s := g.resolve(f.Parameters[i].Schema)
		if s.Type != "string" && s.Type != "" {
			return g.typed(f, s, f.Parameters[i].Name)
		}
		if len(s.Enum) > 0 || s.Format == "date-time" || s.MinLength != nil {
			return []byte(unquote(g.value(f, s, f.Parameters[i].Name, 0)))
		}
	}
	return []byte(g.text(f, k, i))
}

func (g *Generator) resolve(s *contract.Schema) *contract.Schema {
	switch {
	case s == nil:
		return &contract.Schema{}
	case g.input.Metadata == nil:
		return s
	}
	return g.input.Metadata.Resolve(s)
}

// typed is an argument that is no string.
func (g *Generator) typed(f *function, s *contract.Schema, name string) []byte {
	text, err := json.Marshal(g.value(f, s, name, 0))
	if err != nil { // NaN and the like are never made
		return []byte("null")
	}
	return text
}

func unquote(value any) string {
	if s, ok := value.(string); ok {
		return s
	}
	return fmt.Sprint(value)
}

// value invents a value for a schema.
func (g *Generator) value(f *function, s *contract.Schema, name string, depth int) any {
	s = g.resolve(s)
	if len(s.Enum) > 0 {
		var one any
		_ = json.Unmarshal(s.Enum[g.rng.IntN(len(s.Enum))], &one) // it was read as JSON
		return one
	}
	switch s.Type {
	case "integer":
		if kindOf(name) == id && !g.odd(f) {
			return int64(1 + g.rng.IntN(3)) // few, so that they meet again
		}
		return g.integer(f, s)
	case "number":
		return float64(g.integer(f, s)) + 0.5*float64(g.rng.IntN(2))
	case "boolean":
		return g.one(2)
	case "array":
		list := []any{}
		n := g.length // several lists are often meant to be as long
		if s.MinItems != nil {
			n = max(n, min(*s.MinItems, maxArguments))
		}
		for range n {
			if depth < deep {
				list = append(list, g.value(f, s.Items, name, depth+1))
			}
		}
		return list
	case "object":
		return g.properties(f, s, depth)
	}
	if s.Format == "date-time" {
		return g.date()
	}
	text := g.text(f, kindOf(name), -1)
	if s.MinLength != nil && len(text) < *s.MinLength {
		text += strings.Repeat("x", min(*s.MinLength-len(text), maxValue))
	}
	if s.MaxLength != nil && len(text) > *s.MaxLength {
		text = strings.ToValidUTF8(text[:max(0, *s.MaxLength)], "")
	}
	return text
}

func (g *Generator) properties(f *function, s *contract.Schema, depth int) map[string]any {
	m := map[string]any{}
	for _, p := range s.Properties {
		if p.Required || depth < deep && !g.one(5) {
			if depth >= 2*deep {
				continue // required, and without an end
			}
			m[p.Name] = g.value(f, p.Schema, p.Name, depth+1)
		}
	}
	if s.Values != nil && depth < deep {
		m[pick(g.rng, g.pools.words, "key")] = g.value(f, s.Values, "", depth+1)
	}
	return m
}

// integer is small as long as the function never worked; then it is sometimes
// zero, below, or as large as can be.
func (g *Generator) integer(f *function, s *contract.Schema) int64 {
	n := int64(1 + g.rng.IntN(100))
	if f.verb == create || f.verb == begin {
		n *= 100 // so that there is something to take from
	}
	if f.good == 0 && f.verb > create {
		n = 1 + n%10 // there may not be more
	}
	odd := g.odd(f)
	low, high := limits(s.Format)
	if odd {
		n = []int64{0, -1, low, high, 1, high - 1}[g.rng.IntN(6)]
	}
	if s.Minimum != nil && !odd {
		n = max(n, int64(math.Max(*s.Minimum, math.MinInt64/2)))
	}
	if s.Maximum != nil && !odd {
		n = min(n, int64(math.Min(*s.Maximum, math.MaxInt64/2)))
	}
	return min(max(n, low), high)
}

// limits are those of the formats that contract-api gives to Go's types
// (internal/types/basics.go), in what a float64 can hold of them.
func limits(format string) (low, high int64) {
	switch format {
	case "int8":
		return math.MinInt8, math.MaxInt8
	case "int16":
		return math.MinInt16, math.MaxInt16
	case "int32":
		return math.MinInt32, math.MaxInt32
	case "uint8":
		return 0, math.MaxUint8
	case "uint16":
		return 0, math.MaxUint16
	case "uint32":
		return 0, math.MaxUint32
	case "uint64", "uint":
		return 0, math.MaxInt64
	}
	return math.MinInt64, math.MaxInt64
}

func (g *Generator) date() string {
	return time.Date(2026, 1, 1+g.rng.IntN(365), g.rng.IntN(24), 0, 0, 0, time.UTC).Format(time.RFC3339)
}

// odd are texts that often are not thought of.
func odd(n int) string {
	return []string{
		"", " ", "ü日本😀", `"quoted" and 'single'`, "null", "0", "-1", "a\nb\tc", strings.Repeat("long ", 100), "../x", "\u202e\u200b", "true", "%s%d",
	}[n%13]
}

// text invents a string. A function that works gets odd ones too; one that
// does not, whatever may help.
func (g *Generator) text(f *function, k kind, i int) string {
	if g.odd(f) {
		return odd(g.rng.IntN(13))
	}
	if k == unknown {
		k = g.guess(f, i)
	}
	p := &g.pools
	switch k {
	case id:
		return g.id(f)
	case party:
		if len(p.accounts) > 0 && !g.one(6) {
			return pick(g.rng, p.accounts, "")
		}
		return pick(g.rng, p.parties, "Tom")
	case organisation:
		if g.one(4) {
			return pick(g.rng, p.organisations, "Org1MSP")
		}
		return g.input.Identities[0].MSP
	case collection:
		return pick(g.rng, p.collections, AnyCollection)
	case number:
		return strconv.Itoa(1 + g.rng.IntN(100))
	case date:
		return g.date()
	case jsonText:
		return string(g.object(f, &object{fields: []field{{"id", id}, {"owner", party}, {"value", number}}}))
	case query:
		return `{"selector":{"owner":` + strconv.Quote(pick(g.rng, p.parties, "Tom")) + `}}`
	case bound:
		if g.one(2) {
			return ""
		}
		return pick(g.rng, p.ids, "a")
	case bookmark:
		return pick(g.rng, append([]string{""}, p.bookmarks...), "")
	}
	if len(f.Literals) > 0 && g.one(2) {
		return pick(g.rng, f.Literals, "")
	}
	return pick(g.rng, p.words, "blue")
}

// guess is the kind of an argument of which nothing is known: the first is
// mostly an id.
func (g *Generator) guess(f *function, i int) kind {
	if i == len(f.Prefix) && (f.good > 0 || !g.one(3)) && f.verb != begin {
		if len(g.pools.accounts) > 0 && (len(g.pools.ids) == 0 || g.one(3)) {
			return party
		}
		return id
	}
	if len(g.pools.accounts) > 0 && len(g.pools.ids) == 0 && !g.one(3) {
		return party
	}
	kinds := []kind{word, party, party, id, word}
	if f.good == 0 && f.tries > tries {
		kinds = append(kinds, organisation, collection, number, bound, jsonText, date, query)
	}
	return kinds[g.rng.IntN(len(kinds))]
}

// id is a new one for what creates, else mostly one that is there.
func (g *Generator) id(f *function) string {
	known := len(g.pools.ids) > 0
	if f.verb == create && !g.one(5) || !known || f.good > 0 && g.one(2*rare) {
		return g.pools.next()
	}
	if slices.Contains(g.pools.ids, g.focus) && !g.one(3) {
		return g.focus
	}
	return recent(g.rng, g.pools.ids, "probe1")
}
