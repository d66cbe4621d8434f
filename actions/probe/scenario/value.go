package scenario

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/tallystick/tallystick/internal/action"
)

// scalar is the text of a string, number or boolean, as it is written.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func (r *reader) text(what string, into *string) func(ast.Node) {
	return func(node ast.Node) {
		s, ok := scalar(node)
		if !ok {
			r.fail(node, "%s: got %s, want a string", what, kindOf(node))
		}
		*into = s
	}
}

// name is a text that is not empty.
func (r *reader) name(what string, into *string) func(ast.Node) {
	read := r.text(what, into)
	return func(node ast.Node) {
		if s, ok := scalar(node); ok && s == "" {
			r.fail(node, "%s: got an empty string, want a name", what)
		}
		read(node)
	}
}

func (r *reader) word(what string, into *string, words ...string) func(ast.Node) {
	return func(node ast.Node) {
		s, ok := scalar(node)
		for _, word := range words {
			if ok && s == word {
				*into = s
				return
			}
		}
		if !ok {
			s = kindOf(node)
		}
		r.fail(node, "%s: got %q%s", what, shorten(s), action.Wanted(s, words))
	}
}

func (r *reader) flag(what string, into *bool) func(ast.Node) {
	return func(node ast.Node) {
		n, ok := node.(*ast.BoolNode)
		if !ok {
			r.fail(node, "%s: got %s, want true or false", what, kindOf(node))
			return
		}
		*into = n.Value
	}
}

// number reads a whole number between two.
func (r *reader) number(what string, low, high uint64, set func(uint64)) func(ast.Node) {
	return func(node ast.Node) {
		n, ok := node.(*ast.IntegerNode)
		var value uint64
		if ok {
			var err error
			value, err = strconv.ParseUint(n.GetToken().Value, 10, 64)
			ok = err == nil && value >= low && value <= high
		}
		if !ok {
			r.fail(node, "%s: got %s, want a whole number from %d to %d", what, kindOf(node), low, high)
			return
		}
		set(value)
	}
}

func (r *reader) time(what string, into *time.Time) func(ast.Node) {
	return func(node ast.Node) {
		s, _ := scalar(node)
		at, err := time.Parse(time.RFC3339Nano, s)
		// What a protobuf timestamp can say (google/protobuf/timestamp.proto).
		if err != nil || at.UTC().Year() < 1 || at.UTC().Year() > 9999 {
			r.fail(node, "%s: got %s, want a time such as 2026-01-31T12:00:00Z", what, kindOf(node))
			return
		}
		*into = at.UTC()
	}
}

func (r *reader) base64(what string, into *[]byte) func(ast.Node) {
	return func(node ast.Node) {
		s, ok := scalar(node)
		value, err := base64.StdEncoding.DecodeString(s)
		if !ok || err != nil {
			r.fail(node, "%s: got %s, want base64", what, kindOf(node))
			return
		}
		*into = append([]byte{}, value...)
	}
}

func (r *reader) texts(what string, into *[]string) func(ast.Node) {
	return func(node ast.Node) {
		r.list(what, node, func(node ast.Node) {
			var s string
			r.text(what, &s)(node)
			*into = append(*into, s)
		})
	}
}

// bytes reads a text, or JSON for what is a list or a mapping.
func (r *reader) bytes(what string, into *[]byte) func(ast.Node) {
	return func(node ast.Node) {
		if s, ok := scalar(node); ok {
			*into = []byte(s)
			return
		}
		switch node.(type) {
		case *ast.SequenceNode, *ast.MappingNode, *ast.MappingValueNode:
			r.json(what, into)(node)
		default:
			r.fail(node, `%s: got %s, want a value ("" for an empty string, "null" for JSON's null)`, what, kindOf(node))
		}
	}
}

// json reads a node as JSON, its keys in the order of the file.
func (r *reader) json(what string, into *[]byte) func(ast.Node) {
	return func(node ast.Node) {
		failed := len(r.errs)
		var b bytes.Buffer
		r.writeJSON(what, &b, node)
		if len(r.errs) == failed {
			*into = b.Bytes()
		}
	}
}

func (r *reader) writeJSON(what string, b *bytes.Buffer, node ast.Node) {
	switch n := node.(type) {
	case *ast.NullNode:
		b.WriteString("null")
	case *ast.BoolNode:
		b.WriteString(strconv.FormatBool(n.Value))
	case *ast.IntegerNode, *ast.FloatNode:
		text := n.GetToken().Value
		if !json.Valid([]byte(text)) {
			r.fail(node, "%s: got %s, want a number as JSON has it, or a string in quotes", what, kindOf(node))
		}
		b.WriteString(text)
	case *ast.StringNode:
		b.Write(quoteJSON(n.Value))
	case *ast.LiteralNode:
		b.Write(quoteJSON(n.Value.Value))
	case *ast.SequenceNode:
		b.WriteByte('[')
		for i, element := range n.Values {
			if i > 0 {
				b.WriteByte(',')
			}
			r.writeJSON(what, b, element)
		}
		b.WriteByte(']')
	case *ast.MappingNode, *ast.MappingValueNode:
		b.WriteByte('{')
		i := 0
		r.pairs(what, node, func(key string, _ *token.Token, node ast.Node) {
			if i++; i > 1 {
				b.WriteByte(',')
			}
			b.Write(quoteJSON(key))
			b.WriteByte(':')
			r.writeJSON(what, b, node)
		})
		b.WriteByte('}')
	default:
		r.fail(node, "%s: got %s, want JSON", what, kindOf(node))
	}
}

// quoteJSON writes a string without the escapes that are for HTML.
func quoteJSON(s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
