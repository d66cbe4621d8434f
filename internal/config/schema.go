package config

import (
	"encoding/json"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// SchemaPath is where the repository keeps the schema, for editors to fetch.
const SchemaPath = "docs/tallystick.schema.json"

// Schema is the JSON schema (draft 2020-12) of the file, for editors.
func Schema(sections Sections) ([]byte, error) {
	properties := map[string]any{
		"version": map[string]any{"const": Version, "description": "the version of this file's format"},
	}
	for _, section := range sections {
		inputs := map[string]any{}
		section.Flags.VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				inputs[f.Name] = schemaOf(f)
			}
		})
		if section.Name == "" {
			for name, schema := range inputs {
				properties[name] = schema
			}
			continue
		}
		properties[section.Name] = map[string]any{
			"type": []string{"object", "null"}, "description": section.Doc,
			"properties": inputs, "additionalProperties": false,
		}
	}
	out, err := json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   Name,
		"type":    "object", "properties": properties,
		"required": []string{"version"}, "additionalProperties": false,
	}, "", "  ")
	return append(out, '\n'), err
}

func schemaOf(f *pflag.Flag) map[string]any {
	if tree, ok := f.Value.(action.Tree); ok {
		schema := newBranch(tree.Settings()).schema()
		schema["description"] = f.Usage
		return schema
	}
	schema := map[string]any{"description": f.Usage}
	one := map[string]any{"type": []string{"string", "number"}}
	if chooser, ok := f.Value.(action.Chooser); ok {
		one = map[string]any{"enum": chooser.Choices()}
	}
	switch KindOf(f) {
	case List:
		schema["type"], schema["items"] = "array", one
	case Bool:
		schema["type"] = "boolean"
	case Integer:
		schema["type"] = "integer"
	default:
		for key, v := range one {
			schema[key] = v
		}
	}
	return schema
}
