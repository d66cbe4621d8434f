// Package difference says how two endorsements of one proposal differ, in the
// words of Fabric's gateway (internal/pkg/gateway/diff.go) where it has them.
//
// It promises to find every difference for which peers' signatures would not
// match, and none for which they would.
package difference

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset"
	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset/kvrwset"
	"google.golang.org/protobuf/proto"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// Kind is what differs.
type Kind string

// The kinds. The first eleven are the gateway's; it knows no range queries.
const (
	ReadMismatch     Kind = "read value mismatch"
	ExtraRead        Kind = "extraneous read"
	MissingRead      Kind = "missing read"
	WriteMismatch    Kind = "write value mismatch"
	ExtraWrite       Kind = "extraneous write"
	MissingWrite     Kind = "missing write"
	PrivateMismatch  Kind = "private collection hash mismatch"
	MetadataMismatch Kind = "write metadata mismatch"
	ExtraMetadata    Kind = "extraneous metadata write"
	MissingMetadata  Kind = "missing metadata write"
	EventMismatch    Kind = "chaincode event mismatch"
	ResponseMismatch Kind = "chaincode response mismatch"
	QueryMismatch    Kind = "range query mismatch"
	EndorsedMismatch Kind = "endorsed by one peer only"
)

// Difference is one place where the second endorsement is not the first.
type Difference struct {
	Kind                       Kind
	Namespace, Collection, Key string
	// First and Second are the two values, nil where there is none.
	First, Second []byte
}

// Of are the differences of two endorsements, in a fixed order. Namespaces that
// a simulation cannot know, such as _lifecycle, are left out.
func Of(a, b *peer.Endorsement) ([]Difference, error) {
	if a.Endorsed() != b.Endorsed() {
		return []Difference{{Kind: EndorsedMismatch, First: outcome(a), Second: outcome(b)}}, nil
	}
	if !a.Endorsed() {
		return nil, nil // nobody signs a failure
	}
	var list []Difference
	if !proto.Equal(a.Response, b.Response) {
		list = append(list, Difference{Kind: ResponseMismatch, First: outcome(a), Second: outcome(b)})
	}
	if !proto.Equal(a.Event, b.Event) {
		list = append(list, Difference{Kind: EventMismatch, Key: name(a, b), First: event(a), Second: event(b)})
	}
	first, second := spaces(a), spaces(b)
	for _, namespace := range keys(first, second) {
		if namespace == "_lifecycle" {
			continue
		}
		more, err := compare(namespace, first[namespace], second[namespace])
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// outcome is a response as a value to show: its payload, or status and message.
func outcome(e *peer.Endorsement) []byte {
	switch {
	case e == nil || e.Response == nil:
		return nil
	case e.Response.Status != 200 || e.Response.Message != "":
		return fmt.Appendf(nil, "status %d, message %q, payload %s", e.Response.Status, e.Response.Message, e.Response.Payload)
	}
	return e.Response.Payload
}

func name(list ...*peer.Endorsement) string {
	for _, e := range list {
		if e.Event != nil {
			return e.Event.EventName
		}
	}
	return ""
}

func event(e *peer.Endorsement) []byte {
	if e.Event == nil {
		return nil
	}
	return append([]byte(e.Event.EventName+" "), e.Event.Payload...)
}

func spaces(e *peer.Endorsement) map[string]*rwset.NsReadWriteSet {
	m := map[string]*rwset.NsReadWriteSet{}
	for _, ns := range e.Result.Public.NsRwset {
		m[ns.Namespace] = ns
	}
	return m
}

// keys are the keys of both maps, sorted.
func keys[V any](a, b map[string]V) []string {
	var list []string
	for k := range a {
		list = append(list, k)
	}
	for k := range b {
		list = append(list, k)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// compare compares one namespace.
func compare(namespace string, a, b *rwset.NsReadWriteSet) ([]Difference, error) {
	first, err := read(a)
	if err != nil {
		return nil, err
	}
	second, err := read(b)
	if err != nil {
		return nil, err
	}
	c := comparer{namespace: namespace}
	c.values(ReadMismatch, ExtraRead, MissingRead, reads(first), reads(second))
	c.values(WriteMismatch, ExtraWrite, MissingWrite, writes(first), writes(second))
	c.values(MetadataMismatch, ExtraMetadata, MissingMetadata, metadata(first), metadata(second))
	c.queries(first.RangeQueriesInfo, second.RangeQueriesInfo)
	c.collections(a.GetCollectionHashedRwset(), b.GetCollectionHashedRwset())
	return c.list, nil
}

func read(ns *rwset.NsReadWriteSet) (*kvrwset.KVRWSet, error) {
	set := &kvrwset.KVRWSet{}
	if err := proto.Unmarshal(ns.GetRwset(), set); err != nil {
		return nil, fmt.Errorf("reading the read/write set of %s: %w", ns.GetNamespace(), err)
	}
	return set, nil
}

func reads(set *kvrwset.KVRWSet) map[string][]byte {
	m := map[string][]byte{}
	for _, r := range set.Reads {
		m[r.Key] = []byte("absent")
		if v := r.Version; v != nil {
			m[r.Key] = fmt.Appendf(nil, "version %d:%d", v.BlockNum, v.TxNum)
		}
	}
	return m
}

func writes(set *kvrwset.KVRWSet) map[string][]byte {
	m := map[string][]byte{}
	for _, w := range set.Writes {
		m[w.Key] = w.Value
		if w.IsDelete {
			m[w.Key] = []byte("(deleted)")
		}
	}
	return m
}

func metadata(set *kvrwset.KVRWSet) map[string][]byte {
	m := map[string][]byte{}
	for _, w := range set.MetadataWrites {
		var text []byte
		for _, e := range w.Entries {
			text = fmt.Appendf(text, "%s=%x ", e.Name, e.Value)
		}
		m[w.Key] = bytes.TrimSpace(text)
	}
	return m
}

// comparer gathers the differences of a namespace.
type comparer struct {
	namespace string
	list      []Difference
}

func (c *comparer) add(d Difference) {
	d.Namespace = c.namespace
	c.list = append(c.list, d)
}

func (c *comparer) values(mismatch, extra, missing Kind, a, b map[string][]byte) {
	for _, key := range keys(a, b) {
		x, inA := a[key]
		y, inB := b[key]
		switch {
		case !inA:
			c.add(Difference{Kind: extra, Key: key, Second: y})
		case !inB:
			c.add(Difference{Kind: missing, Key: key, First: x})
		case !bytes.Equal(x, y):
			c.add(Difference{Kind: mismatch, Key: key, First: x, Second: y})
		}
	}
}

// queries compares range queries, which peers sign in the order of the calls.
func (c *comparer) queries(a, b []*kvrwset.RangeQueryInfo) {
	for i := range max(len(a), len(b)) {
		var x, y *kvrwset.RangeQueryInfo
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if !proto.Equal(x, y) {
			c.add(Difference{Kind: QueryMismatch, Key: bounds(cmp.Or(x, y)), First: rows(x), Second: rows(y)})
		}
	}
}

func bounds(q *kvrwset.RangeQueryInfo) string { return fmt.Sprintf("%q to %q", q.StartKey, q.EndKey) }

func rows(q *kvrwset.RangeQueryInfo) []byte {
	if q == nil {
		return nil
	}
	text := fmt.Appendf(nil, "%s:", bounds(q))
	for _, r := range q.GetRawReads().GetKvReads() {
		text = fmt.Appendf(text, " %s", r.Key)
	}
	if q.GetReadsMerkleHashes() != nil {
		text = append(text, " more than 50 rows"...)
	}
	return text
}

// collections compares private data, of which peers sign hashes.
func (c *comparer) collections(a, b []*rwset.CollectionHashedReadWriteSet) {
	index := func(list []*rwset.CollectionHashedReadWriteSet) map[string]*rwset.CollectionHashedReadWriteSet {
		m := map[string]*rwset.CollectionHashedReadWriteSet{}
		for _, one := range list {
			m[one.CollectionName] = one
		}
		return m
	}
	first, second := index(a), index(b)
	for _, name := range keys(first, second) {
		x, y := first[name], second[name]
		if !proto.Equal(x, y) {
			c.add(Difference{Kind: PrivateMismatch, Collection: name, First: digest(x), Second: digest(y)})
		}
	}
}

func digest(c *rwset.CollectionHashedReadWriteSet) []byte {
	if c == nil {
		return nil
	}
	return hex.AppendEncode(nil, c.PvtRwsetHash)
}
