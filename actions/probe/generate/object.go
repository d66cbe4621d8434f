package generate

import (
	"encoding/json"
	"fmt"
	"strings"
)

// object is JSON that an argument, or the values of the transient map, have to
// hold.
type object struct{ fields []field }

type field struct {
	name string
	kind kind
}

// Bounds of what is learned of a function.
const (
	maxFields = 32
	maxKeys   = 16
)

// transientSlot is where a function keeps the object of its transient map.
const transientSlot = "transient"

func slot(i int) string { return fmt.Sprint(i) }

// object invents one. Fields that take turns with the pools are texts, but for
// numbers and booleans.
func (g *Generator) object(f *function, o *object) []byte {
	m := map[string]any{}
	for _, one := range o.fields {
		switch one.kind {
		case number:
			m[one.name] = 1 + g.rng.IntN(100)
		case boolean:
			m[one.name] = g.one(2)
		default:
			text := g.text(f, one.kind, -1)
			if text == "" && !g.one(rare) {
				text = "a"
			}
			m[one.name] = text
		}
	}
	text, err := json.Marshal(m)
	if err != nil { // texts and numbers always marshal
		return []byte("{}")
	}
	return text
}

// learnObject gives a function an object, with the fields that others have:
// chaincodes seldom mind what they do not know.
func (g *Generator) learnObject(f *function, slot string) bool {
	if f.objects[slot] != nil {
		return false
	}
	f.objects[slot] = &object{fields: append([]field{}, g.fields...)}
	return true
}

// learnField gives a field to all objects of a function.
func (g *Generator) learnField(f *function, name string, k kind) (learned bool) {
	if len(name) > maxValue/8 {
		return false
	}
	if k == unknown {
		k = kindOf(name)
	}
	if k == unknown {
		k = word
	}
	for _, o := range f.objects {
		learned = o.learn(field{name, k}) || learned
	}
	if learned {
		all := object{g.fields}
		all.learn(field{name, k})
		g.fields = all.fields
	}
	return learned
}

func (o *object) learn(one field) bool {
	for i := range o.fields {
		if o.fields[i].name == one.name {
			changed := o.fields[i].kind != one.kind
			o.fields[i].kind = one.kind
			return changed
		}
	}
	if len(o.fields) >= maxFields {
		return false
	}
	o.fields = append(o.fields, one)
	return true
}

// keysOf are the keys that a message may mean which names one in words, such
// as "asset owner not found in the transient map".
func keysOf(phrase string) (keys []string) {
	var words []string
	for w := range strings.FieldsSeq(phrase) {
		switch strings.ToLower(w) {
		case "the", "a", "an", "to", "of", "key", "field", "input", "error", "failed", "is", "was", "in":
		default:
			words = append(words, w)
		}
	}
	if len(words) == 0 || len(words) > 4 {
		return nil
	}
	keys = append(keys, strings.Join(words, "_"))
	if len(words) == 1 {
		for _, end := range []string{"_properties", "_value", "_data", "Properties", "_input", "_details"} {
			keys = append(keys, words[0]+end)
		}
		return keys
	}
	camel := words[0]
	for _, w := range words[1:] {
		camel += strings.ToUpper(w[:1]) + w[1:]
	}
	return append(keys, camel, strings.Join(words, ""), strings.Join(words, "-"))
}
