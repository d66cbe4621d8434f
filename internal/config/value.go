package config

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Kind is the type of an input, as a file writes it.
type Kind string

const (
	String  Kind = "a string"
	Bool    Kind = "true or false"
	Integer Kind = "a whole number"
	List    Kind = "a list of strings"
	Tree    Kind = "keys and values"
)

// KindOf is the kind of a flag.
func KindOf(f *pflag.Flag) Kind {
	if _, tree := f.Value.(action.Tree); tree {
		return Tree
	}
	if _, list := f.Value.(pflag.SliceValue); list {
		return List
	}
	switch f.Value.Type() {
	case "bool":
		return Bool
	case "int", "int64", "uint":
		return Integer
	}
	return String
}

// scalarsOf reads a node as a value: one element, or any number for a list.
// want is what would have been right.
func scalarsOf(node ast.Node, kind Kind) (items []string, want Kind, ok bool) {
	switch n := node.(type) {
	case *ast.SequenceNode:
		if kind != List {
			return nil, kind, false
		}
		for _, element := range n.Values {
			item, ok := scalar(element, String)
			if !ok {
				return nil, kind, false
			}
			items = append(items, item)
		}
		return items, kind, true
	default:
		item, ok := scalar(node, kind)
		return []string{item}, kind, ok && kind != List
	}
}

func scalar(node ast.Node, kind Kind) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, kind == String
	case *ast.LiteralNode:
		return n.Value.Value, kind == String
	case *ast.BoolNode:
		return n.GetToken().Value, kind == Bool
	case *ast.IntegerNode:
		// A string such as 1 or 1.25 need not be quoted.
		return n.GetToken().Value, kind == Integer || kind == String
	case *ast.FloatNode:
		return n.GetToken().Value, kind == String
	}
	return "", false
}

func kindOf(node ast.Node) string {
	switch node.(type) {
	case *ast.NullNode:
		return "nothing"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys and values"
	}
	return strings.TrimSpace(node.String())
}

// set gives a flag its value.
func set(f *pflag.Flag, items []string) error {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return list.Replace(items)
	}
	return f.Value.Set(items[0])
}

// try sets a flag and puts the old value back: the flag's own check is the
// only one there is.
func try(f *pflag.Flag, items []string) error {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		old := append([]string(nil), list.GetSlice()...)
		err := list.Replace(items)
		return firstError(err, list.Replace(old))
	}
	old := f.Value.String()
	err := f.Value.Set(items[0])
	return firstError(err, f.Value.Set(old))
}

// culprit is the place of the first element that a flag refuses, or of the
// whole value.
func culprit(node ast.Node, f *pflag.Flag, items []string) *token.Token {
	if list, ok := node.(*ast.SequenceNode); ok {
		for i, element := range list.Values {
			if try(f, items[i:i+1]) != nil {
				return element.GetToken()
			}
		}
	}
	return node.GetToken()
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// sectionKey is the annotation of a flag that stands in the file below
// another section and name than its own.
const sectionKey = "tallystick.section"

// Bind says that a flag stands in the file as section.name.
func Bind(f *pflag.Flag, section, name string) {
	if f.Annotations == nil {
		f.Annotations = map[string][]string{}
	}
	f.Annotations[sectionKey] = []string{section, name}
}

// Variable is the environment variable of an input: INPUT_ and the name in
// capitals, with "_" for "-" so that a shell can set it.
func Variable(input string) string {
	return "INPUT_" + strings.ToUpper(strings.ReplaceAll(input, "-", "_"))
}

// Fill gives every flag that the command line did not set its value from the
// environment, else from the file (which may be nil). Flags without a section
// of their own belong to the named one. An empty variable counts as unset:
// workflows cannot leave an input out.
func Fill(flags *pflag.FlagSet, section string, getenv func(string) string, file *File) error {
	var failed error
	flags.VisitAll(func(f *pflag.Flag) {
		if failed != nil || f.Changed {
			return
		}
		if text := getenv(Variable(f.Name)); text != "" {
			items := []string{text}
			switch KindOf(f) {
			case List:
				items = action.List(text)
			case Tree:
				items = action.Lines(text)
			}
			if err := set(f, items); err != nil {
				failed = fmt.Errorf("%s: %w", Variable(f.Name), err)
			}
			return
		}
		in, key := section, f.Name
		if bound := f.Annotations[sectionKey]; bound != nil {
			in, key = bound[0], bound[1]
		}
		if file == nil {
			return
		}
		if v, ok := file.values[in][key]; ok {
			if err := set(f, v.items); err != nil {
				failed = file.errorAt(v.token, "%s: %v", key, err)
			}
		}
	})
	return failed
}

// Bound says whether Bind was called on a flag.
func Bound(f *pflag.Flag) bool { return f.Annotations[sectionKey] != nil }

// Default is the default of an input as a person writes it: a list with
// commas, "" for none.
func Default(f *pflag.Flag) string {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return strings.Join(list.GetSlice(), ",")
	}
	return f.DefValue
}
