package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
)

// reader walks the syntax tree and collects what it says, and errors.
type reader struct {
	path     string
	source   []byte
	files    fs.FS
	scenario *Scenario
	errs     []error
	// size is that of the state so far; full says that it was too much.
	size int64
	full bool
	// keys are those of the state, by namespace, collection and key.
	keys map[[3]string]bool
	// checks are what can be looked at when all is read.
	checks []func()
}

// manyErrors is where reading stops to complain.
const manyErrors = 20

// longLine is the longest line to show with an error, in bytes.
const longLine = 200

func (r *reader) fail(node ast.Node, format string, args ...any) {
	r.failAt(first(node), format, args...)
}

func (r *reader) failAt(t *token.Token, format string, args ...any) {
	r.add(r.errorAt(t, format, args...))
}

func (r *reader) add(err error) {
	if len(r.errs) < manyErrors {
		r.errs = append(r.errs, err)
	}
}

func (r *reader) errorAt(t *token.Token, format string, args ...any) error {
	line, column := 1, 1
	if t != nil && t.Position != nil {
		line, column = max(1, t.Position.Line), max(1, t.Position.Column)
	}
	return mistake(r.path, r.source, line, column, format, args...)
}

// mistake is an error at a place of a text.
func mistake(path string, source []byte, line, column int, format string, args ...any) error {
	e := &config.Error{Path: path, Line: line, Column: column, Message: fmt.Sprintf(format, args...)}
	for range line - 1 {
		_, source, _ = bytes.Cut(source, []byte("\n"))
	}
	text, _, _ := bytes.Cut(source, []byte("\n"))
	if len(text) <= longLine {
		e.Source = strings.TrimRight(string(text), "\r")
	}
	return e
}

// first is where a node begins: the token of a mapping in block style is its
// first colon.
func first(node ast.Node) *token.Token {
	switch n := node.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	}
	return node.GetToken()
}

// fields are what a mapping may hold, by key.
type fields map[string]func(ast.Node)

// mapping reads the known keys of a mapping, and gives their tokens.
func (r *reader) mapping(what string, node ast.Node, known fields) map[string]*token.Token {
	return r.pairs(what, node, func(key string, at *token.Token, node ast.Node) {
		read := known[key]
		if read == nil {
			r.failAt(at, "unknown key %q in %s%s", key, what, action.Wanted(key, slices.Sorted(maps.Keys(known))))
			return
		}
		read(node)
	})
}

// pairs calls visit for each pair of a mapping without repeated keys.
func (r *reader) pairs(what string, node ast.Node, visit func(string, *token.Token, ast.Node)) map[string]*token.Token {
	seen := map[string]*token.Token{}
	pairs, ok := node.(ast.MapNode)
	if !ok {
		r.fail(node, "%s: got %s, want keys and values", what, kindOf(node))
		return seen
	}
	for it := pairs.MapRange(); it.Next(); {
		at := it.Key().GetToken()
		key, ok := scalar(it.Key())
		if !ok {
			r.failAt(at, "%s: got %s for a key, want a string", what, kindOf(it.Key()))
			continue
		}
		if seen[key] != nil {
			r.failAt(at, "key %q stands here a second time", key)
			continue
		}
		seen[key] = at
		visit(key, at, it.Value())
	}
	return seen
}

// list calls visit for each element.
func (r *reader) list(what string, node ast.Node, visit func(ast.Node)) {
	sequence, ok := node.(*ast.SequenceNode)
	if !ok {
		r.fail(node, "%s: got %s, want a list", what, kindOf(node))
		return
	}
	for _, element := range sequence.Values {
		visit(element)
	}
}

// one says that exactly one of some keys is there.
func (r *reader) one(what string, node ast.Node, seen map[string]*token.Token, keys ...string) {
	var there []string
	for _, key := range keys {
		if seen[key] != nil {
			there = append(there, key)
		}
	}
	switch len(there) {
	case 0:
		r.fail(node, "%s has none of %s, want one of them", what, strings.Join(keys, ", "))
	case 1:
	default:
		r.failAt(seen[there[1]], "%s has %s, want one of them", what, strings.Join(there, " and "))
	}
}

// without says that keys which mean nothing beside key are not there.
func (r *reader) without(what, key string, seen map[string]*token.Token, others ...string) {
	for _, other := range others {
		if seen[key] != nil && seen[other] != nil {
			r.failAt(seen[other], "%s has %s and %s, want one of them", what, key, other)
		}
	}
}

func kindOf(node ast.Node) string {
	switch node.(type) {
	case nil, *ast.NullNode:
		return "nothing"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys and values"
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return "an anchor or alias"
	case *ast.TagNode:
		return "a tag"
	}
	return shorten(strings.TrimSpace(node.String()))
}

// shorten is a text as a message may hold it.
func shorten(s string) string {
	const long = 60
	if len(s) <= long {
		return s
	}
	return strings.ToValidUTF8(s[:long], "") + "…"
}

// tooLarge is the error of a text that is more than its limit, in bytes.
type tooLarge struct{ got, limit int64 }

func (e *tooLarge) Error() string {
	const mega = 1 << 20
	if e.got <= e.limit {
		return fmt.Sprintf("got more than %d MiB, want %d MiB or less", e.limit/mega, e.limit/mega)
	}
	return fmt.Sprintf("got %.1f MiB, want %d MiB or less", float64(e.got)/mega, e.limit/mega)
}

// readAll reads at most limit bytes.
func readAll(f fs.File, limit int64) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errors.New("got a folder, want a file")
	}
	if info.Size() > limit {
		return nil, &tooLarge{info.Size(), limit}
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = &tooLarge{0, limit} // a pipe, or a file that grows
	}
	return data, err
}
