package config

import (
	"bytes"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What Parse takes the schema must take, and what one refuses the other
// refuses too: an editor and the command say the same.
func TestSchemaAgreesWithParse(t *testing.T) {
	all, _, _ := sections(new(inputs))
	text, err := Schema(all)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("s.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("s.json")
	if err != nil {
		t.Fatal(err)
	}
	for source, want := range map[string]bool{
		"version: 1":                             true,
		"version: 1\nlint: {tiers: [vet]}":       true,
		"version: 1\nlint:":                      true,
		"version: 1\nlint: {label: 1.25}":        true,
		"version: 1\nlint: {depth: 3}":           true,
		"version: 2":                             false,
		"lint: {}":                               false,
		"version: 1\nlint: {tiers: vet}":         false,
		"version: 1\nlint: {tiers: [golint]}":    false,
		"version: 1\nlint: {tests: 1}":           false,
		"version: 1\nlint: {depth: 1.5}":         false,
		"version: 1\nlint: {unknown: 1}":         false,
		"version: 1\nfail-on: never":             false,
		"version: 1\nlint: {label: [a]}":         false,
		"version: 1\nlint: {names: [a, [b, c]]}": false,

		"version: 1\nlint: {tree: {a: {b: {on: true, size: 2}}}}": true,
		"version: 1\nlint: {tree: {a: {names: [x, 1]}, text: 1}}": true,
		"version: 1\nlint: {tree: }":                              true,
		"version: 1\nlint: {tree: {a: }}":                         true,
		"version: 1\nlint: {tree: {a: {b: {on: 1}}}}":             false,
		"version: 1\nlint: {tree: {a: {b: {size: x}}}}":           false,
		"version: 1\nlint: {tree: {a: {names: x}}}":               false,
		"version: 1\nlint: {tree: {b: {on: true}}}":               false,
		"version: 1\nlint: {tree: {a: 1}}":                        false,
		"version: 1\nlint: {tree: {text: {}}}":                    false,
	} {
		_, parseErr := Parse("c.yml", []byte(source), all)
		var value any
		if err := yaml.Unmarshal([]byte(source), &value); err != nil {
			t.Fatal(err)
		}
		schemaErr := schema.Validate(value)
		if (parseErr == nil) != want || (schemaErr == nil) != want {
			t.Errorf("%q: parse: %v, schema: %v, want accepted %v", source, parseErr, schemaErr, want)
		}
	}
}
