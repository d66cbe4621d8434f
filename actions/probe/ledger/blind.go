package ledger

import (
	"maps"
	"slices"
)

// Key is a key of the state, in clear; Collection is "" for a public one.
type Key struct{ Namespace, Collection, Key string }

// Blind are the keys whose metadata, such as an endorsement policy, the
// transaction sets, and which it neither reads nor writes.
//
// One such transaction can end a channel: where another one of its block, before
// it, deletes the key, peers panic on the block ("Nil value not allowed. Instead
// call 'Delete' function"), and again whenever they start. Peers of v2.5.9 and
// v3.1.1 do (make e2e-fabric); the cause is prepareTxOps of
// core/ledger/kvledger/txmgmt/validation/tx_ops.go, which takes the deleted
// value for one to keep. A read of the key saves the peers: the transaction is
// then invalid (MVCC_READ_CONFLICT), and so does a range query that covers it.
func (r *Result) Blind() (list []Key) {
	for _, namespace := range slices.Sorted(maps.Keys(r.sets)) {
		s := r.sets[namespace]
		for _, key := range slices.Sorted(maps.Keys(s.metadata)) {
			_, read := s.reads[key]
			_, written := s.writes[key]
			if !read && !written && !slices.ContainsFunc(s.queries, func(q query) bool { return q.covers(key) }) {
				list = append(list, Key{namespace, "", key})
			}
		}
		for _, name := range slices.Sorted(maps.Keys(s.collections)) {
			c := s.collections[name]
			for _, key := range slices.Sorted(maps.Keys(c.metadata)) {
				_, read := c.reads[key]
				_, written := c.writes[key]
				if !read && !written {
					list = append(list, Key{namespace, name, key})
				}
			}
		}
	}
	return list
}

// covers says whether the query would notice another value of the key: its end
// is the last row that was fetched, or behind all rows.
func (q *query) covers(key string) bool {
	switch {
	case key < q.start:
		return false
	case q.exhausted:
		return q.end == "" || key < q.end
	}
	return key <= q.end
}
