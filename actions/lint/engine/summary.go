package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/wire"
	"golang.org/x/tools/go/analysis"
)

// summary is what stays of a package for those that import it.
type summary struct {
	// api is what package api encodes; testAPI is that of the package with
	// its in-package tests, empty where it is the same or nobody needs it.
	api, testAPI []byte
	sections     []section
}

// section is the facts of one type about one package.
type section struct {
	name  string   // of the fact's type
	keys  []string // sorted; api.Key of the object, or "" for the package
	facts []byte   // gob, in the order of the keys; empty where the facts have no content
}

func (s *summary) write(w *wire.Writer) {
	w.Raw(s.api)
	w.Raw(s.testAPI)
	wire.List(w, s.sections, func(s section) { s.write(w) })
}

func (s section) write(w *wire.Writer) {
	w.String(s.name)
	w.Strings(s.keys)
	w.Raw(s.facts)
}

func readSummary(r *wire.Reader) *summary {
	return &summary{api: r.Raw(), testAPI: r.Raw(), sections: wire.Items(r, func() section {
		return section{name: r.String(), keys: r.Strings(), facts: r.Raw()}
	})}
}

// factName names a type of facts, in records.
func factName(t reflect.Type) string { return t.Elem().PkgPath() + "." + t.Elem().Name() }

// numberFacts has gob number the types of facts, in one order whatever is
// encoded first. gob writes numbers that it gives out as it meets types in a
// process (encoding/gob, type.go): without this the same facts would be other
// bytes each time.
func numberFacts(exporters []*analysis.Analyzer) {
	var list []reflect.Type
	for _, a := range exporters {
		list = append(list, factTypes(a)...)
	}
	slices.SortFunc(list, func(a, b reflect.Type) int { return strings.Compare(factName(a), factName(b)) })
	for _, t := range list {
		// What it cannot encode newSection reports, if it ever has to.
		_ = gob.NewEncoder(io.Discard).EncodeValue(reflect.New(t.Elem()))
	}
}

// newSection encodes facts. A fact that gob refuses is its analyzer's fault,
// as it is in every driver (analysis.Fact).
func newSection(t reflect.Type, byKey map[string]analysis.Fact) (section, error) {
	s := section{name: factName(t)}
	for key := range byKey {
		s.keys = append(s.keys, key)
	}
	slices.Sort(s.keys)
	if t.Elem().Size() == 0 {
		return s, nil
	}
	var b bytes.Buffer
	enc := gob.NewEncoder(&b)
	for _, key := range s.keys {
		if err := enc.Encode(byKey[key]); err != nil {
			return s, fmt.Errorf("fact %s: %w", s.name, err)
		}
	}
	s.facts = b.Bytes()
	return s, nil
}

// decode gives the facts by key.
func (s section) decode(t reflect.Type) (map[string]analysis.Fact, error) {
	byKey := make(map[string]analysis.Fact, len(s.keys))
	dec := gob.NewDecoder(bytes.NewReader(s.facts))
	for _, key := range s.keys {
		fact := reflect.New(t.Elem()).Interface().(analysis.Fact)
		if t.Elem().Size() > 0 {
			if err := dec.Decode(fact); err != nil {
				return nil, fmt.Errorf("fact %s: %w", s.name, err)
			}
		}
		byKey[key] = fact
	}
	return byKey, nil
}

// digestOf is the digest of facts, and of those below.
func digestOf(sections []section, below []digest) digest {
	var w wire.Writer
	for _, s := range sections {
		s.write(&w)
	}
	sorted := slices.SortedFunc(slices.Values(below), func(a, b digest) int { return bytes.Compare(a[:], b[:]) })
	for _, d := range slices.Compact(sorted) {
		w.Fixed(d[:])
	}
	return sha256.Sum256(w.Bytes())
}

// sorted orders sections by their names.
func sortSections(list []section) {
	slices.SortFunc(list, func(a, b section) int { return strings.Compare(a.name, b.name) })
}
