package ledger

import (
	"fmt"
	"maps"
	"sync"
)

// Simulation is one transaction on a state: it answers reads and gathers what
// was read and written. A chaincode asks one thing at a time, but one that it
// calls, and one that answers late, are other goroutines.
type Simulation struct {
	txID        string
	channel     string
	db          database
	collections map[string]map[string]Collection

	mu    sync.Mutex
	sets  map[string]*set
	done  bool
	wrote bool
	// paged and privateRange are the queries after which no writes may come.
	paged, privateRange bool
	ranges              []*Range
}

// set is what a transaction did in one namespace.
type set struct {
	reads       map[string]*Version
	writes      map[string][]byte
	metadata    map[string]map[string][]byte
	queries     []query
	collections map[string]*privateSet
}

// privateSet is what a transaction did in one collection, by clear keys.
type privateSet struct {
	reads    map[string]*Version
	writes   map[string][]byte
	purged   map[string]bool
	metadata map[string]map[string][]byte
}

// Simulate begins a transaction on the state as it is now.
func (s *State) Simulate(txID string) *Simulation { return s.Snapshot().Simulate(txID) }

// Simulate begins a transaction.
func (s *Snapshot) Simulate(txID string) *Simulation {
	return &Simulation{txID: txID, channel: s.channel, db: s.db, collections: s.collections, sets: map[string]*set{}}
}

// Collection is a chaincode's collection of this name.
func (t *Simulation) Collection(namespace, name string) (Collection, bool) {
	c, ok := t.collections[namespace][name]
	return c, ok
}

func (t *Simulation) set(namespace string) *set {
	if t.sets[namespace] == nil {
		t.sets[namespace] = &set{
			reads: map[string]*Version{}, writes: map[string][]byte{}, metadata: map[string]map[string][]byte{},
			collections: map[string]*privateSet{},
		}
	}
	return t.sets[namespace]
}

func (t *Simulation) privateSet(namespace, collection string) *privateSet {
	s := t.set(namespace)
	if s.collections[collection] == nil {
		s.collections[collection] = &privateSet{
			reads: map[string]*Version{}, writes: map[string][]byte{}, purged: map[string]bool{}, metadata: map[string]map[string][]byte{},
		}
	}
	return s.collections[collection]
}

// GetState is the committed value of a key, nil where there is none. What the
// transaction wrote itself is not seen.
func (t *Simulation) GetState(namespace, key string) ([]byte, error) {
	v, err := t.read(namespace, key)
	if v == nil {
		return nil, err
	}
	return v.Bytes, err
}

// GetStateMetadata are the committed metadata of a key; it counts as a read.
func (t *Simulation) GetStateMetadata(namespace, key string) (map[string][]byte, error) {
	v, err := t.read(namespace, key)
	if v == nil {
		return nil, err
	}
	return v.Metadata, err
}

func (t *Simulation) read(namespace, key string) (*Value, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.open(); err != nil {
		return nil, err
	}
	v, _ := t.db.public.Get(join(namespace, key))
	t.set(namespace).reads[key] = versionOf(v)
	return v, nil
}

func versionOf(v *Value) *Version {
	if v == nil {
		return nil
	}
	return &v.Version
}

// PutState writes a key; an empty value deletes it.
func (t *Simulation) PutState(namespace, key string, value []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.mayWrite(); err != nil {
		return err
	}
	t.set(namespace).writes[key] = value
	return nil
}

// DelState deletes a key.
func (t *Simulation) DelState(namespace, key string) error { return t.PutState(namespace, key, nil) }

// PutStateMetadata replaces the metadata of a key.
func (t *Simulation) PutStateMetadata(namespace, key string, metadata map[string][]byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.mayWrite(); err != nil {
		return err
	}
	t.set(namespace).metadata[key] = maps.Clone(metadata)
	return nil
}

// History is what the transactions before this one did to a key, the newest
// first. It is not part of the read set.
func (t *Simulation) History(namespace, key string) ([]Modification, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.open(); err != nil {
		return nil, err
	}
	h, _ := t.db.history.Get(join(namespace, key))
	return h.list(), nil
}

// open says that the transaction is not done. The peer's handler says so of a
// transaction whose context is gone (core/chaincode/handler.go).
func (t *Simulation) open() error {
	if t.done {
		return fmt.Errorf("this instance should not be used after calling Done()")
	}
	return nil
}

// The peer's own words, its spelling included (txmgr/tx_simulator.go).
const unsupported = "txid [%s]: unsuppored transaction. "

func (t *Simulation) mayWrite() error {
	if err := t.open(); err != nil {
		return err
	}
	switch {
	case t.privateRange:
		return fmt.Errorf(unsupported+"Transaction has already performed queries on pvt data. Writes are not allowed", t.txID)
	case t.paged:
		return fmt.Errorf(unsupported+"Transaction has already performed a paginated query. Writes are not allowed", t.txID)
	}
	t.wrote = true
	return nil
}

func (t *Simulation) mayPage() error {
	if t.wrote {
		return fmt.Errorf(unsupported+"Paginated queries are supported only in a read-only transaction", t.txID)
	}
	t.paged = true
	return nil
}

func (t *Simulation) mayQueryPrivate() error {
	if t.wrote {
		return fmt.Errorf(unsupported+"Queries on pvt data is supported only in a read-only transaction", t.txID)
	}
	t.privateRange = true
	return nil
}
