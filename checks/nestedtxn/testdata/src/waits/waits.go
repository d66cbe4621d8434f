package waits

import "go.etcd.io/bbolt"

func update(db *bbolt.DB) error {
	return db.View(func(tx *bbolt.Tx) error {
		return db.Update(func(*bbolt.Tx) error { return nil }) // want `error: Update at waits.go:7 runs within the closure of bolt's View of the same database: it waits for the outer one, for ever`
	})
}
