// Package nestedtxn reports database transactions that are opened within the
// closure of another one, of the same database.
//
// It is opt-in. badger's Update and View run each closure in a transaction of
// its own, with its own snapshot. One within the other does not see what the outer one wrote,
// is committed even if the outer one fails, and makes the outer one fail with
// ErrConflict when both touch a key (badger, txn.go; its documentation speaks
// of one transaction for one closure). bolt allows one writer at a time: the
// inner one waits for the outer one's end, which waits for the inner one
// (bbolt, README, "Transactions").
//
// # Bad
//
//	type store struct{ db *badger.DB }
//
//	func (s *store) add(key, value []byte) error {
//		return s.db.Update(func(txn *badger.Txn) error {
//			if err := txn.Set(key, value); err != nil {
//				return err
//			}
//			return s.count() // finding
//		})
//	}
//
//	func (s *store) count() error {
//		return s.db.Update(func(txn *badger.Txn) error { return txn.Set([]byte("count"), nil) })
//	}
//
// # Good
//
//	type store struct{ db *badger.DB }
//
//	func (s *store) add(key, value []byte) error {
//		return s.db.Update(func(txn *badger.Txn) error {
//			if err := txn.Set(key, value); err != nil {
//				return err
//			}
//			return count(txn)
//		})
//	}
//
//	func count(txn *badger.Txn) error { return txn.Set([]byte("count"), nil) }
//
// # What it will not report
//
// Transactions of another database, or of one that is not certainly the same;
// goroutines that the closure starts; functions that it is only handed. View
// within View is a notice.
//
// # Suppressing
//
// When the inner write shall stay whatever becomes of the outer one:
//
//	return s.log(entry) //nolint:nestedtxn // the journal is kept on failure
//
// It promises that both transactions are named, also where a function of
// another package opens the inner one.
package nestedtxn
