package ledger

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tidwall/btree"
)

// Version is when a value was committed: the block, and the transaction in it.
type Version struct{ Block, Tx uint64 }

// Value is a committed value of a key. Its bytes are not changed.
type Value struct {
	Bytes    []byte
	Metadata map[string][]byte
	Version  Version
}

// Collection is a private data collection of a chaincode.
type Collection struct {
	Name string
	// Member says whether this peer's organisation keeps the data in clear.
	Member bool
	// MemberOnlyRead and MemberOnlyWrite close the collection to clients of
	// organisations that are not in Members, by MSP ID. Without Members every
	// client counts as one.
	MemberOnlyRead, MemberOnlyWrite bool
	Members                         []string
}

// MayRead says whether a client of this organisation may read the collection,
// and MayWrite whether it may write (core/common/privdata/store.go). The roles
// that a policy may ask for are not looked at.
func (c Collection) MayRead(mspID string) bool { return !c.MemberOnlyRead || c.has(mspID) }

// MayWrite is MayRead for writing.
func (c Collection) MayWrite(mspID string) bool { return !c.MemberOnlyWrite || c.has(mspID) }

func (c Collection) has(mspID string) bool {
	return len(c.Members) == 0 || slices.Contains(c.Members, mspID)
}

// State is the committed state of a channel, as one peer has it. Its methods
// may be called at once from many goroutines; a simulation sees the state as
// it was when it began.
type State struct {
	channel string

	mu sync.Mutex
	db database
	// collections are those of each chaincode, by name.
	collections map[string]map[string]Collection
}

// database is everything that commits change. Its maps copy on write, so that
// a copy costs nothing.
type database struct {
	public  *btree.Map[string, *Value] // by namespace and key
	private *btree.Map[string, *Value] // by namespace, collection and key
	hashed  *btree.Map[string, *Value] // by namespace, collection and hash of the key
	history *btree.Map[string, *history]
}

// NewState is the state of a fresh channel.
func NewState(channel string) *State {
	return &State{channel: channel, collections: map[string]map[string]Collection{}, db: database{
		public: &btree.Map[string, *Value]{}, private: &btree.Map[string, *Value]{},
		hashed: &btree.Map[string, *Value]{}, history: &btree.Map[string, *history]{},
	}}
}

// Channel is the channel's name.
func (s *State) Channel() string { return s.channel }

// Define gives a chaincode its collections.
func (s *State) Define(namespace string, collections []Collection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	byName := map[string]Collection{}
	for _, c := range collections {
		byName[c.Name] = c
	}
	s.collections = maps.Clone(s.collections)
	s.collections[namespace] = byName
}

// Snapshot is the committed state at one moment. It does not change, and any
// number of transactions may be simulated on it.
type Snapshot struct {
	channel     string
	mu          sync.Mutex // copying marks what is shared
	db          database
	collections map[string]map[string]Collection
}

// Snapshot is the state as it is now.
func (s *State) Snapshot() *Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Snapshot{channel: s.channel, db: s.db.copy(), collections: s.collections}
}

// State is a state of its own that begins with the snapshot.
func (s *Snapshot) State() *State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &State{channel: s.channel, db: s.db.copy(), collections: s.collections}
}

func (d database) copy() database {
	return database{d.public.Copy(), d.private.Copy(), d.hashed.Copy(), d.history.Copy()}
}

// Get is the committed value of a key, or nil.
func (s *State) Get(namespace, key string) *Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, _ := s.db.public.Get(join(namespace, key))
	return v
}

// Put commits a value that no transaction wrote, such as the state that a
// scenario starts from.
func (s *State) Put(namespace, key string, v Value) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.db.public.Set(join(namespace, key), &v)
}

// PutPrivate is Put for private data: the hash, and the value itself where the
// organisation is a member.
func (s *State) PutPrivate(namespace, collection, key string, v Value) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.collections[namespace][collection].Member {
		clear := Value{Bytes: v.Bytes, Version: v.Version}
		s.db.private.Set(join(namespace, collection, key), &clear)
	}
	hashed := Value{Bytes: hash(v.Bytes), Metadata: v.Metadata, Version: v.Version}
	s.db.hashed.Set(join(namespace, collection, string(hash([]byte(key)))), &hashed)
}

// Commit applies what a simulation wrote, as the transaction version.
func (s *State) Commit(r *Result, version Version, txID string, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, namespace := range slices.Sorted(maps.Keys(r.sets)) {
		set := r.sets[namespace]
		s.commitPublic(namespace, set, version)
		for _, collection := range slices.Sorted(maps.Keys(set.collections)) {
			s.commitPrivate(namespace, collection, set.collections[collection], version)
		}
		for _, key := range slices.Sorted(maps.Keys(set.writes)) {
			place := join(namespace, key)
			old, _ := s.db.history.Get(place)
			value := set.writes[key]
			s.db.history.Set(place, old.with(Modification{txID, at, value, len(value) == 0}))
		}
	}
}

// commitPublic applies the writes of one namespace (validation/tx_ops.go): a
// value keeps its key's metadata, metadata its key's value and moves the
// version, and metadata of a key that is not there is dropped.
func (s *State) commitPublic(namespace string, set *set, version Version) {
	apply(s.db.public, set.writes, set.metadata, version, func(key string) string { return join(namespace, key) })
}

func apply(table *btree.Map[string, *Value], writes map[string][]byte, metadata map[string]map[string][]byte,
	version Version, place func(key string) string,
) {
	for key, value := range writes {
		if len(value) == 0 {
			table.Delete(place(key))
			continue
		}
		next := &Value{Bytes: value, Version: version}
		if old, ok := table.Get(place(key)); ok {
			next.Metadata = old.Metadata
		}
		if m, ok := metadata[key]; ok {
			next.Metadata = m
		}
		table.Set(place(key), next)
	}
	for key, m := range metadata {
		if _, written := writes[key]; written {
			continue
		}
		if old, ok := table.Get(place(key)); ok {
			table.Set(place(key), &Value{Bytes: old.Bytes, Metadata: m, Version: version})
		}
	}
}

// commitPrivate applies the writes of one collection, in clear where the
// organisation is a member, and their hashes.
func (s *State) commitPrivate(namespace, collection string, set *privateSet, version Version) {
	hashes := map[string][]byte{}
	for key, value := range set.writes {
		hashes[key] = nil
		if len(value) > 0 {
			hashes[key] = hash(value)
		}
	}
	apply(s.db.hashed, hashes, set.metadata, version, func(key string) string {
		return join(namespace, collection, string(hash([]byte(key))))
	})
	if !s.collections[namespace][collection].Member {
		return
	}
	apply(s.db.private, set.writes, set.metadata, version, func(key string) string { return join(namespace, collection, key) })
}

// join is the place of a key: namespaces and collections have no zero byte in
// their names.
func join(parts ...string) string { return strings.Join(parts, "\x00") }

func hash(b []byte) []byte {
	sum := sha256.Sum256(b)
	return sum[:]
}
