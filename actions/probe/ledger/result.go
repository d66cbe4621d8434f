package ledger

import (
	"maps"
	"slices"

	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset"
	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset/kvrwset"
)

// Result is what a simulation read and wrote.
type Result struct {
	// Public is what the peer signs: public reads and writes, and the hashes
	// of private ones.
	Public *rwset.TxReadWriteSet
	// Private are the private writes in clear, nil where there are none.
	Private *rwset.TxPvtReadWriteSet

	sets map[string]*set
}

// Bytes is the public part as the peer signs it.
func (r *Result) Bytes() []byte { return marshal(r.Public) }

// Writes says whether the transaction changes the ledger.
func (r *Result) Writes() bool {
	for _, set := range r.sets {
		if len(set.writes)+len(set.metadata) > 0 {
			return true
		}
		for _, c := range set.collections {
			if len(c.writes)+len(c.metadata) > 0 {
				return true
			}
		}
	}
	return false
}

// Blocks are the blocks in which what the transaction read was committed,
// sorted. Private range queries, which nobody signs, are not in it.
func (r *Result) Blocks() (blocks []uint64) {
	add := func(v *Version) {
		if v != nil {
			blocks = append(blocks, v.Block)
		}
	}
	for _, set := range r.sets {
		for _, v := range set.reads {
			add(v)
		}
		for _, c := range set.collections {
			for _, v := range c.reads {
				add(v)
			}
		}
		for _, q := range set.queries {
			blocks = append(blocks, q.reads.blocks...)
		}
	}
	slices.Sort(blocks)
	return slices.Compact(blocks)
}

// Done ends the simulation and says what it did.
func (t *Simulation) Done() *Result {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done = true
	for _, r := range t.ranges {
		t.set(r.namespace).record(r.query)
	}
	t.ranges = nil
	result := &Result{Public: &rwset.TxReadWriteSet{}, sets: t.sets}
	for _, namespace := range slices.Sorted(maps.Keys(t.sets)) {
		public, private := t.sets[namespace].messages(namespace)
		result.Public.NsRwset = append(result.Public.NsRwset, public)
		if private != nil {
			if result.Private == nil {
				result.Private = &rwset.TxPvtReadWriteSet{}
			}
			result.Private.NsPvtRwset = append(result.Private.NsPvtRwset, private)
		}
	}
	return result
}

// record adds a query, unless the same was asked before.
func (s *set) record(q query) {
	same := func(old query) bool { return old.start == q.start && old.end == q.end && old.exhausted == q.exhausted }
	if !slices.ContainsFunc(s.queries, same) {
		s.queries = append(s.queries, q)
	}
}

// messages are the set as the peer writes it.
func (s *set) messages(namespace string) (*rwset.NsReadWriteSet, *rwset.NsPvtReadWriteSet) {
	kv := &kvrwset.KVRWSet{}
	for _, key := range slices.Sorted(maps.Keys(s.reads)) {
		kv.Reads = append(kv.Reads, read(key, s.reads[key]))
	}
	for _, q := range s.queries {
		info := &kvrwset.RangeQueryInfo{StartKey: q.start, EndKey: q.end, ItrExhausted: q.exhausted}
		q.reads.close(info)
		kv.RangeQueriesInfo = append(kv.RangeQueriesInfo, info)
	}
	kv.Writes = writes(s.writes)
	for _, key := range slices.Sorted(maps.Keys(s.metadata)) {
		kv.MetadataWrites = append(kv.MetadataWrites, &kvrwset.KVMetadataWrite{Key: key, Entries: entries(s.metadata[key])})
	}
	public := &rwset.NsReadWriteSet{Namespace: namespace, Rwset: marshal(kv)}
	private := &rwset.NsPvtReadWriteSet{Namespace: namespace}
	for _, name := range slices.Sorted(maps.Keys(s.collections)) {
		c := s.collections[name]
		hashed := &rwset.CollectionHashedReadWriteSet{CollectionName: name, HashedRwset: marshal(c.hashes())}
		if len(c.writes)+len(c.metadata) > 0 {
			clear := marshal(c.clear())
			hashed.PvtRwsetHash = hash(clear)
			private.CollectionPvtRwset = append(private.CollectionPvtRwset, &rwset.CollectionPvtReadWriteSet{CollectionName: name, Rwset: clear})
		}
		public.CollectionHashedRwset = append(public.CollectionHashedRwset, hashed)
	}
	if len(private.CollectionPvtRwset) == 0 {
		return public, nil
	}
	return public, private
}

func read(key string, v *Version) *kvrwset.KVRead {
	return &kvrwset.KVRead{Key: key, Version: v.message()}
}

func (v *Version) message() *kvrwset.Version {
	if v == nil {
		return nil
	}
	return &kvrwset.Version{BlockNum: v.Block, TxNum: v.Tx}
}

func writes(m map[string][]byte) (list []*kvrwset.KVWrite) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		list = append(list, &kvrwset.KVWrite{Key: key, IsDelete: len(m[key]) == 0, Value: m[key]})
	}
	return list
}

func entries(m map[string][]byte) (list []*kvrwset.KVMetadataEntry) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		list = append(list, &kvrwset.KVMetadataEntry{Name: name, Value: m[name]})
	}
	return list
}

// clear is what members of the collection get. It has keys of metadata and not
// the metadata: those stand by the key's hash.
func (s *privateSet) clear() *kvrwset.KVRWSet {
	kv := &kvrwset.KVRWSet{Writes: writes(s.writes)}
	for _, key := range slices.Sorted(maps.Keys(s.metadata)) {
		kv.MetadataWrites = append(kv.MetadataWrites, &kvrwset.KVMetadataWrite{Key: key})
	}
	return kv
}

// hashes is what everybody gets, in the order of the clear keys.
func (s *privateSet) hashes() *kvrwset.HashedRWSet {
	h := &kvrwset.HashedRWSet{}
	for _, key := range slices.Sorted(maps.Keys(s.reads)) {
		h.HashedReads = append(h.HashedReads, &kvrwset.KVReadHash{KeyHash: hash([]byte(key)), Version: s.reads[key].message()})
	}
	for _, key := range slices.Sorted(maps.Keys(s.writes)) {
		w := &kvrwset.KVWriteHash{KeyHash: hash([]byte(key)), IsDelete: len(s.writes[key]) == 0, IsPurge: s.purged[key]}
		if !w.IsDelete {
			w.ValueHash = hash(s.writes[key])
		}
		h.HashedWrites = append(h.HashedWrites, w)
	}
	for _, key := range slices.Sorted(maps.Keys(s.metadata)) {
		h.MetadataWrites = append(h.MetadataWrites, &kvrwset.KVMetadataWriteHash{KeyHash: hash([]byte(key)), Entries: entries(s.metadata[key])})
	}
	return h
}
