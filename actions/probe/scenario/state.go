package scenario

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/internal/action"
)

// private reads entries by collection.
func (r *reader) private(node ast.Node) {
	r.pairs("private", node, func(collection string, at *token.Token, node ast.Node) {
		r.entries("private", collection, node)
		r.checks = append(r.checks, func() {
			if !r.defined(collection) {
				r.failAt(at, "unknown collection %q%s", collection, action.Wanted(collection, r.names()))
			}
		})
	})
}

func (r *reader) names() (names []string) {
	for _, c := range r.scenario.Collections {
		names = append(names, c.Name)
	}
	return names
}

func (r *reader) defined(collection string) bool {
	for _, c := range r.scenario.Collections {
		if c.Name == collection {
			return true
		}
	}
	return false
}

// entries reads a list of keys, of which each may be a file with more.
func (r *reader) entries(what, collection string, node ast.Node) {
	r.list(what, node, func(node ast.Node) {
		if r.full {
			return
		}
		e, file := Entry{Collection: collection}, ""
		composite, value := []string(nil), new(ast.Node)
		known := fields{
			"key":       r.text("key", &e.Key),
			"composite": r.texts("composite", &composite),
			"value":     r.bytes("value", &e.Value),
			"json":      r.json("json", &e.Value),
			"base64":    r.base64("base64", &e.Value),
			"file":      func(node ast.Node) { *value = node; r.name("file", &file)(node) },
		}
		if collection == "" {
			known["namespace"] = r.name("namespace", &e.Namespace)
		}
		failed := len(r.errs)
		seen := r.mapping("the entry", node, known)
		r.without("the entry", "file", seen, "key", "composite", "value", "json", "base64")
		if seen["file"] != nil {
			if len(r.errs) == failed {
				r.table(*value, file, e)
			}
			return
		}
		r.one("the entry", node, seen, "key", "composite")
		r.one("the entry", node, seen, "value", "json", "base64")
		if len(r.errs) > failed {
			return
		}
		if composite != nil {
			if e.Key = compositeKey(composite); e.Key == "" {
				r.fail(node, "composite: got a part with U+0000 or U+10FFFF, or none, want a type and attributes without them")
				return
			}
		}
		r.entry(e, func(format string, args ...any) { r.fail(node, format, args...) })
	})
}

// entry takes a key with its value.
func (r *reader) entry(e Entry, fail func(string, ...any)) {
	switch {
	case r.full:
		return
	case e.Key == "":
		fail("got an empty key, want one that the shim takes")
		return
	case !utf8.ValidString(e.Key):
		fail("got a key that is not UTF-8, want one that the shim takes")
		return
	case len(e.Value) == 0:
		fail("got an empty value for %q, want one: a peer takes an empty value for a deleted key", shorten(e.Key))
		return
	}
	if r.keys == nil {
		r.keys = map[[3]string]bool{}
	}
	id := [3]string{e.Namespace, e.Collection, e.Key}
	if r.keys[id] {
		fail("key %q stands here a second time", shorten(e.Key))
		return
	}
	r.keys[id] = true
	if r.size += int64(len(e.Key) + len(e.Value)); r.size > MaxState {
		r.full = true
		fail("the state so far takes more than %d MiB, want %d MiB or less", MaxState>>20, MaxState>>20)
		return
	}
	r.scenario.Entries = append(r.scenario.Entries, e)
}

// compositeKey is the key that the shim makes of a type and attributes
// (shim/stub.go, CreateCompositeKey), or "" where it would refuse them.
func compositeKey(parts []string) string {
	var b strings.Builder
	b.WriteByte(0)
	for _, part := range parts {
		if !utf8.ValidString(part) || strings.ContainsAny(part, "\x00\U0010ffff") {
			return ""
		}
		b.WriteString(part)
		b.WriteByte(0)
	}
	if len(parts) == 0 {
		return ""
	}
	return b.String()
}

// splitKey are the parts of a composite key, nil for any other.
func splitKey(key string) []string {
	inner, ok := strings.CutPrefix(key, "\x00")
	if !ok {
		return nil
	}
	if inner, ok = strings.CutSuffix(inner, "\x00"); !ok {
		return nil
	}
	parts := strings.Split(inner, "\x00")
	if compositeKey(parts) != key {
		return nil
	}
	return parts
}

// implicit are the collections that every organisation of a channel has
// without being asked (core/chaincode/implicitcollection): the peers keep that
// of their own organisation in clear, which is Default's.
func (s *Scenario) implicit() (list []ledger.Collection) {
	own := defaultMSP
	var organisations []string
	for _, i := range s.Identities {
		if i.Name == Default {
			own = i.MSP
		}
		organisations = append(organisations, i.MSP)
	}
	organisations = append(organisations, own)
	slices.Sort(organisations)
	for _, organisation := range slices.Compact(organisations) {
		list = append(list, ledger.Collection{Name: "_implicit_org_" + organisation, Member: organisation == own})
	}
	return list
}

// State is the state to start from: every entry committed in block 1, as
// transactions in the order of the file. The collections are the scenario's
// and those that every organisation has.
func (s *Scenario) State() *ledger.State {
	state := ledger.NewState(s.Channel)
	state.Define(s.Chaincode, s.Definitions())
	for i, e := range s.Entries {
		namespace := e.Namespace
		if namespace == "" {
			namespace = s.Chaincode
		}
		value := ledger.Value{Bytes: e.Value, Version: ledger.Version{Block: 1, Tx: uint64(i)}}
		if e.Collection == "" {
			state.Put(namespace, e.Key, value)
		} else {
			state.PutPrivate(namespace, e.Collection, e.Key, value)
		}
	}
	return state
}

// Definitions are the collections as a ledger has them.
func (s *Scenario) Definitions() []ledger.Collection {
	collections := s.implicit()
	for _, c := range s.Collections {
		collections = append(collections, ledger.Collection{
			Name: c.Name, Member: c.Member, MemberOnlyRead: c.MemberOnlyRead, MemberOnlyWrite: c.MemberOnlyWrite, Members: c.members(),
		})
	}
	return collections
}

// principal is an organisation in a signature policy, as 'Org1MSP.member'
// (common/policydsl).
var principal = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`['"]([[:alnum:].-]+)\.(?:member|peer|client|admin|orderer)['"]`)
})

// members are the organisations of the collection's policy, nil where it has
// none.
func (c Collection) members() (list []string) {
	for _, m := range principal().FindAllStringSubmatch(c.Policy, -1) {
		list = append(list, m[1])
	}
	slices.Sort(list)
	return slices.Compact(list)
}
