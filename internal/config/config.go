// Package config reads .tallystick.yml strictly and fills inputs from flags,
// environment, file and defaults, in this order.
//
// It learns what may be configured from the flag sets of the actions and
// knows none of them by name.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Name is the file's name.
const Name = ".tallystick.yml"

// Version is the only version of the file that there is.
const Version = 1

// Sections are the inputs that a file may set: those of the section "" at the
// top level, those of every other section below its name. Order is kept.
type Sections []Section

// Section is one group of inputs.
type Section struct {
	Name  string
	Doc   string // one sentence
	Flags *pflag.FlagSet
}

func (s Sections) find(name string) *pflag.FlagSet {
	for _, section := range s {
		if section.Name == name {
			return section.Flags
		}
	}
	return nil
}

// File is a file that was read and found right.
type File struct {
	Path   string
	source []byte
	values map[string]map[string]value // section, input
}

type value struct {
	items []string
	token *token.Token
}

// Find gives the path of the file that holds for dir: the nearest in dir and
// the folders above, up to root. It is "" when there is none.
func Find(dir, root string) string {
	for {
		path := filepath.Join(dir, Name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		if dir == root || dir == filepath.Dir(dir) {
			return ""
		}
		dir = filepath.Dir(dir)
	}
}

// Read reads and checks a file. What is wrong in it comes as *Error, all of
// it joined.
func Read(path string, sections Sections) (*File, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return Parse(path, source, sections)
}

// Parse is Read for a text that is already there; path is for messages.
func Parse(path string, source []byte, sections Sections) (*File, error) {
	file := &File{Path: path, source: source, values: map[string]map[string]value{}}
	tree, err := parser.ParseBytes(source, 0)
	if err != nil {
		return nil, file.syntaxError(err)
	}
	r := reader{file: file, sections: sections}
	r.document(tree)
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return file, nil
}

func (f *File) syntaxError(err error) error {
	var syntax yaml.Error
	if errors.As(err, &syntax) && syntax.GetToken() != nil {
		return f.errorAt(syntax.GetToken(), "%s", syntax.GetMessage())
	}
	return fmt.Errorf("parsing %s: %w", f.Path, err)
}

// reader walks the syntax tree and collects values and errors.
type reader struct {
	file     *File
	sections Sections
	errs     []error
}

func (r *reader) fail(t *token.Token, format string, args ...any) {
	r.errs = append(r.errs, r.file.errorAt(t, format, args...))
}

func (r *reader) document(tree *ast.File) {
	if len(tree.Docs) > 1 {
		r.fail(tree.Docs[1].Start, "second document, want one")
		return
	}
	var body ast.Node
	if len(tree.Docs) == 1 {
		body = tree.Docs[0].Body
	}
	if body == nil {
		r.errs = append(r.errs, &Error{Path: r.file.Path, Line: 1, Column: 1, Message: "the file is empty, want version: 1"})
		return
	}
	seenVersion := false
	r.mapping(body, func(key string, at *token.Token, node ast.Node) {
		switch flags := r.sections.find(key); {
		case key == "version":
			seenVersion = true
			if node.String() != strconv.Itoa(Version) {
				r.fail(node.GetToken(), "version %s, want %d", node.String(), Version)
			}
		case key != "" && flags != nil:
			r.section(key, flags, node)
		default:
			r.input("", key, at, node)
		}
	})
	if !seenVersion && len(r.errs) == 0 {
		r.fail(body.GetToken(), "no version, want version: %d", Version)
	}
}

func (r *reader) section(name string, flags *pflag.FlagSet, node ast.Node) {
	if _, null := node.(*ast.NullNode); null {
		return
	}
	r.mapping(node, func(key string, at *token.Token, node ast.Node) {
		r.input(name, key, at, node)
	})
}

// mapping calls visit for each pair of a mapping without repeated keys.
func (r *reader) mapping(node ast.Node, visit func(string, *token.Token, ast.Node)) {
	pairs, ok := node.(ast.MapNode)
	if !ok {
		r.fail(node.GetToken(), "got %s, want keys and values", kindOf(node))
		return
	}
	seen := map[string]bool{}
	for it := pairs.MapRange(); it.Next(); {
		at := it.Key().GetToken()
		if seen[at.Value] {
			r.fail(at, "key %q stands here a second time", at.Value)
			continue
		}
		seen[at.Value] = true
		visit(at.Value, at, it.Value())
	}
}

func (r *reader) input(section, key string, at *token.Token, node ast.Node) {
	flags := r.sections.find(section)
	var flag *pflag.Flag
	if flags != nil {
		flag = flags.Lookup(key)
	}
	if flag == nil || flag.Hidden {
		where := ""
		if section != "" {
			where = " in " + section
		}
		r.fail(at, "unknown key %q%s, want %s", key, where, strings.Join(r.known(section), ", "))
		return
	}
	items, ok := r.items(section, key, node, flag)
	if !ok {
		return
	}
	if err := try(flag, items); err != nil {
		r.fail(culprit(node, flag, items), "%s: %v", key, err)
		return
	}
	if r.file.values[section] == nil {
		r.file.values[section] = map[string]value{}
	}
	r.file.values[section][key] = value{items, node.GetToken()}
}

// items reads the value of a flag.
func (r *reader) items(section, key string, node ast.Node, flag *pflag.Flag) (items []string, ok bool) {
	if tree, ok := flag.Value.(action.Tree); ok {
		failed := len(r.errs)
		items = r.tree(strings.TrimPrefix(section+"."+key, "."), node, newBranch(tree.Settings()))
		return items, len(r.errs) == failed
	}
	items, want, ok := scalarsOf(node, KindOf(flag))
	if !ok {
		r.fail(node.GetToken(), "%s: got %s, want %s", key, kindOf(node), want)
	}
	return items, ok
}

func (r *reader) known(section string) (keys []string) {
	if section == "" {
		keys = append(keys, "version")
		for _, s := range r.sections {
			if s.Name != "" {
				keys = append(keys, s.Name)
			}
		}
	}
	if flags := r.sections.find(section); flags != nil {
		flags.VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				keys = append(keys, f.Name)
			}
		})
	}
	slices.Sort(keys)
	return keys
}
