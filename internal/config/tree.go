package config

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
	"github.com/tallystick/tallystick/internal/action"
)

// branch is what a mapping in a tree of settings may hold: by key, a setting
// or a branch.
type branch struct {
	settings map[string]action.Setting
	branches map[string]*branch
}

func newBranch(settings []action.Setting) *branch {
	root := &branch{}
	for _, setting := range settings {
		at := root
		keys := strings.Split(setting.Path, ".")
		for _, key := range keys[:len(keys)-1] {
			if at.branches[key] == nil {
				at.add(key, &branch{})
			}
			at = at.branches[key]
		}
		if at.settings == nil {
			at.settings = map[string]action.Setting{}
		}
		at.settings[keys[len(keys)-1]] = setting
	}
	return root
}

func (b *branch) add(key string, sub *branch) {
	if b.branches == nil {
		b.branches = map[string]*branch{}
	}
	b.branches[key] = sub
}

func (b *branch) keys() (keys []string) {
	for key := range b.settings {
		keys = append(keys, key)
	}
	for key := range b.branches {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// kindOfSetting is what a file holds for a setting.
func kindOfSetting(s action.Setting) Kind {
	switch s.Default.(type) {
	case bool:
		return Bool
	case int:
		return Integer
	case []string:
		return List
	}
	return String
}

// tree reads a tree of settings as path=value, in the order of the file.
func (r *reader) tree(where string, node ast.Node, b *branch) (items []string) {
	if _, null := node.(*ast.NullNode); null {
		return nil
	}
	r.mapping(node, func(key string, at *token.Token, node ast.Node) {
		path := where + "." + key
		setting, ok := b.settings[key]
		switch {
		case b.branches[key] != nil:
			items = append(items, r.tree(path, node, b.branches[key])...)
		case ok:
			values, want, right := scalarsOf(node, kindOfSetting(setting))
			if !right {
				r.fail(node.GetToken(), "%s: got %s, want %s", key, kindOf(node), want)
				return
			}
			items = append(items, setting.Path+"="+strings.Join(values, ","))
		default:
			r.fail(at, "unknown key %q in %s%s", key, where, action.Wanted(key, b.keys()))
		}
	})
	return items
}

// schema is the JSON schema of a branch.
func (b *branch) schema() map[string]any {
	properties := map[string]any{}
	for key, setting := range b.settings {
		one := map[string]any{"description": setting.Usage}
		switch kindOfSetting(setting) {
		case Bool:
			one["type"] = "boolean"
		case Integer:
			one["type"] = "integer"
		case List:
			one["type"], one["items"] = "array", map[string]any{"type": []string{"string", "number"}}
		default:
			one["type"] = []string{"string", "number"}
		}
		properties[key] = one
	}
	for key, sub := range b.branches {
		properties[key] = sub.schema()
	}
	return map[string]any{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
}
