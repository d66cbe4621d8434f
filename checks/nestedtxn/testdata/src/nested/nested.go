package nested

import (
	"github.com/dgraph-io/badger/v4"

	"kv"
)

var db, other *badger.DB

type store struct{ db *badger.DB }

func direct() error {
	return db.Update(func(txn *badger.Txn) error {
		return db.View(func(*badger.Txn) error { return nil }) // want `warning: View at nested.go:15 runs within the closure of badger's Update of the same database: it commits by itself`
	})
}

func (s *store) helper(key []byte) error {
	return s.db.Update(func(txn *badger.Txn) error {
		return s.put(key) // want `warning: Update at nested.go:26 runs within the closure of badger's Update`
	})
}

func (s *store) put(key []byte) error {
	return s.db.Update(func(txn *badger.Txn) error { return txn.Set(key, nil) })
}

func reads(d *badger.DB) error {
	return d.View(func(txn *badger.Txn) error {
		return d.View(func(*badger.Txn) error { return nil }) // want `notice: View at nested.go:31 runs within the closure of badger's View of the same database, and reads another snapshot`
	})
}

func opened(d *badger.DB) error {
	return d.Update(func(txn *badger.Txn) error {
		d.NewTransaction(true) // want `warning: NewTransaction at nested.go:37`
		return nil
	})
}

func elsewhere(s *kv.Store, key []byte) error {
	return s.DB.Update(func(txn *badger.Txn) error {
		return s.Put(key) // want `warning: Update at kv.go:8 through kv.Put runs within the closure`
	})
}

func (s *store) value(key []byte) error {
	return s.db.Update(s.apply) // want `warning: Update at nested.go:26 runs within`
}

func (s *store) apply(txn *badger.Txn) error {
	return s.put([]byte("b"))
}

func loop(d *badger.DB, n int) error {
	return d.Update(func(txn *badger.Txn) error {
		if n > 0 {
			return loop(d, n-1) // want `warning: Update at nested.go:57 runs within`
		}
		return nil
	})
}

func global() error {
	return kv.Shared.Update(func(txn *badger.Txn) error {
		return kv.Touch() // want `warning: Update at kv.go:14 through kv.Touch runs within`
	})
}

func quiet(s, t *store, key []byte) error {
	if err := s.put(key); err != nil {
		return err
	}
	return s.db.Update(func(txn *badger.Txn) error {
		go s.put(key)
		if err := other.Update(func(*badger.Txn) error { return nil }); err != nil {
			return err
		}
		if err := t.put(key); err != nil {
			return err
		}
		return txn.Set(key, nil)
	})
}
