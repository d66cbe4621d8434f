package ledger

import (
	"errors"
	"strings"

	"github.com/tidwall/btree"
)

// KV is one result of a range query.
type KV struct {
	Namespace, Key string
	Value          []byte
}

// query is a range query as the read set has it.
type query struct {
	start, end string
	exhausted  bool
	reads      *reads
}

// Range is a range query under way. What it fetched is in the read set, whether
// or not the chaincode looked at it.
type Range struct {
	t         *Simulation
	namespace string
	query     query
	until     string // the wanted end; "" is that of the namespace
	rows      btree.MapIter[string, *Value]
	prefix    string
	started   bool
	ended     bool
	left      int // rows that may still come, -1 for all
	recorded  bool
}

// Range begins a query for the keys from start, included, to end, excluded; ""
// is the namespace's own end.
func (t *Simulation) Range(namespace, start, end string) (*Range, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.open(); err != nil {
		return nil, err
	}
	return t.newRange(t.db.public, namespace, namespace, start, end, -1, true), nil
}

// Page is Range for at most size rows; it forbids writes. A size of 0 is no
// bound.
func (t *Simulation) Page(namespace, start, end string, size int) (*Range, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.open(); err != nil {
		return nil, err
	}
	if err := t.mayPage(); err != nil {
		return nil, err
	}
	if size <= 0 {
		size = -1
	}
	return t.newRange(t.db.public, namespace, namespace, start, end, size, true), nil
}

// PrivateRange is Range over a collection; it forbids writes, and is not in the
// read set.
func (t *Simulation) PrivateRange(namespace, collection, start, end string) (*Range, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.open(); err != nil {
		return nil, err
	}
	if err := t.mayQueryPrivate(); err != nil {
		return nil, err
	}
	if _, err := t.collection(namespace, collection); err != nil {
		return nil, err
	}
	return t.newRange(t.db.private, namespace, join(namespace, collection), start, end, -1, false), nil
}

// Rich is a query by what values hold, which goleveldb cannot answer. Whoever
// asked with paging, or for private data, may not write any more all the same
// (tx_simulator.go, stateleveldb.go).
func (t *Simulation) Rich(namespace, collection string, paged bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.open(); err != nil {
		return err
	}
	switch {
	case collection != "":
		if err := t.mayQueryPrivate(); err != nil {
			return err
		}
		if _, err := t.collection(namespace, collection); err != nil {
			return err
		}
	case paged:
		if err := t.mayPage(); err != nil {
			return err
		}
		return errors.New("ExecuteQueryWithMetadata not supported for leveldb")
	}
	return errors.New("ExecuteQuery not supported for leveldb")
}

func (t *Simulation) newRange(table *btree.Map[string, *Value], namespace, place, start, end string, left int, recorded bool) *Range {
	r := &Range{
		t: t, namespace: namespace, until: end, prefix: place + "\x00", left: left, recorded: recorded,
		query: query{start: start, reads: newReads()}, rows: table.Iter(),
	}
	if recorded {
		t.ranges = append(t.ranges, r)
	}
	return r
}

// Next is the next row, or nil behind the last one. Fetching is what counts:
// the read set's end is the last row's key, or the wanted end once there was no
// further row (query_executor.go, updateRangeQueryInfo).
func (r *Range) Next() *KV {
	r.t.mu.Lock()
	defer r.t.mu.Unlock()
	key, v := r.fetch()
	if v == nil {
		r.ended = true
		r.query.exhausted, r.query.end = true, r.until
		return nil
	}
	if r.recorded {
		r.query.end = key
		r.query.reads.add(read(key, &v.Version))
	}
	return &KV{r.namespace, key, v.Bytes}
}

// fetch is the next key within the bounds, and its value.
func (r *Range) fetch() (string, *Value) {
	if r.ended || r.left == 0 {
		return "", nil
	}
	key, ok := r.step()
	if !ok {
		return "", nil
	}
	if r.left > 0 {
		r.left--
	}
	return key, r.rows.Value()
}

func (r *Range) step() (string, bool) {
	ok := false
	if !r.started {
		r.started = true
		ok = r.rows.Seek(r.prefix + r.query.start)
	} else {
		ok = r.rows.Next()
	}
	if !ok {
		return "", false
	}
	key, within := strings.CutPrefix(r.rows.Key(), r.prefix)
	if !within || r.until != "" && key >= r.until {
		return "", false
	}
	return key, true
}

// Bookmark ends the query and is the key with which the next page begins, ""
// behind the last row.
func (r *Range) Bookmark() string {
	r.t.mu.Lock()
	defer r.t.mu.Unlock()
	if r.ended {
		return ""
	}
	r.ended = true
	key, _ := r.step()
	return key
}
