package ledger

import "fmt"

// collection says whether the chaincode has the collection, and whether the
// organisation is a member (collection_val.go, core/ledger/ledger_interface.go).
func (t *Simulation) collection(namespace, name string) (Collection, error) {
	if err := t.open(); err != nil {
		return Collection{}, err
	}
	all, ok := t.collections[namespace]
	if !ok || len(all) == 0 {
		return Collection{}, fmt.Errorf("collection config not defined for chaincode [%s], pass the collection configuration upon chaincode definition/instantiation", namespace)
	}
	c, ok := all[name]
	if !ok {
		return Collection{}, fmt.Errorf("collection [%s] not defined in the collection config for chaincode [%s]", name, namespace)
	}
	return c, nil
}

// GetPrivateData is the committed value of a private key, nil where there is
// none. It fails where only the hash is here.
func (t *Simulation) GetPrivateData(namespace, collection, key string) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, err := t.collection(namespace, collection); err != nil {
		return nil, err
	}
	v, _ := t.db.private.Get(join(namespace, collection, key))
	h := t.hashed(namespace, collection, key)
	if (v == nil) != (h == nil) || v != nil && v.Version != h.Version {
		return nil, fmt.Errorf("private data matching public hash version is not available. Public hash version = %s, Private data version = %s",
			height(versionOf(h)), height(versionOf(v)))
	}
	t.privateSet(namespace, collection).reads[key] = versionOf(v)
	if v == nil {
		return nil, nil
	}
	return v.Bytes, nil
}

// GetSeveralPrivateData are the committed values of private keys, nil where
// there is none. The peer does not ask here whether the values belong to the
// hashes: where only those are, the keys read as absent (query_executor.go,
// GetPrivateDataMultipleKeys).
func (t *Simulation) GetSeveralPrivateData(namespace, collection string, keys []string) ([][]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, err := t.collection(namespace, collection); err != nil {
		return nil, err
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		v, _ := t.db.private.Get(join(namespace, collection, key))
		t.privateSet(namespace, collection).reads[key] = versionOf(v)
		if v != nil {
			values[i] = v.Bytes
		}
	}
	return values, nil
}

// height prints a version as the peer does (internal/version).
func height(v *Version) string {
	if v == nil {
		return "<nil>"
	}
	return fmt.Sprintf("{BlockNum: %d, TxNum: %d}", v.Block, v.Tx)
}

func (t *Simulation) hashed(namespace, collection, key string) *Value {
	v, _ := t.db.hashed.Get(join(namespace, collection, string(hash([]byte(key)))))
	return v
}

// GetPrivateDataHash is the hash of a private value, nil where there is none.
// Every peer has it.
func (t *Simulation) GetPrivateDataHash(namespace, collection, key string) ([]byte, error) {
	v, err := t.readHash(namespace, collection, key)
	if v == nil {
		return nil, err
	}
	return v.Bytes, err
}

// GetPrivateDataMetadata are the metadata of a private key.
func (t *Simulation) GetPrivateDataMetadata(namespace, collection, key string) (map[string][]byte, error) {
	v, err := t.readHash(namespace, collection, key)
	if v == nil {
		return nil, err
	}
	return v.Metadata, err
}

func (t *Simulation) readHash(namespace, collection, key string) (*Value, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, err := t.collection(namespace, collection); err != nil {
		return nil, err
	}
	v := t.hashed(namespace, collection, key)
	t.privateSet(namespace, collection).reads[key] = versionOf(v)
	return v, nil
}

// PutPrivateData writes a private key; an empty value deletes it.
func (t *Simulation) PutPrivateData(namespace, collection, key string, value []byte) error {
	return t.writePrivate(namespace, collection, func(s *privateSet) {
		s.writes[key] = value
		delete(s.purged, key)
	})
}

// DelPrivateData deletes a private key.
func (t *Simulation) DelPrivateData(namespace, collection, key string) error {
	return t.PutPrivateData(namespace, collection, key, nil)
}

// PurgePrivateData deletes a private key and its history.
func (t *Simulation) PurgePrivateData(namespace, collection, key string) error {
	return t.writePrivate(namespace, collection, func(s *privateSet) {
		s.writes[key] = nil
		s.purged[key] = true
	})
}

// PutPrivateDataMetadata replaces the metadata of a private key.
func (t *Simulation) PutPrivateDataMetadata(namespace, collection, key string, metadata map[string][]byte) error {
	return t.writePrivate(namespace, collection, func(s *privateSet) { s.metadata[key] = metadata })
}

func (t *Simulation) writePrivate(namespace, collection string, write func(*privateSet)) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, err := t.collection(namespace, collection); err != nil {
		return err
	}
	if err := t.mayWrite(); err != nil {
		return err
	}
	write(t.privateSet(namespace, collection))
	return nil
}
