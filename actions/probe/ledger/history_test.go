package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// TestHistory: the newest come first, an earlier moment keeps what it knew, and
// of very many the last thousand stay.
func TestHistory(t *testing.T) {
	s := ledger.NewState("ch")
	put := func(i int) {
		tx := s.Simulate(fmt.Sprint(i))
		if err := tx.PutState("cc", "k", fmt.Append(nil, i)); err != nil {
			t.Fatal(err)
		}
		s.Commit(tx.Done(), ledger.Version{Block: uint64(i)}, fmt.Sprint(i), time.Unix(int64(i), 0))
	}
	read := func(s *ledger.Snapshot) []ledger.Modification {
		list, err := s.Simulate("q").History("cc", "k")
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	put(1)
	put(2)
	early := s.Snapshot()
	for i := 3; i <= 5000; i++ {
		put(i)
	}
	if list := read(early); len(list) != 2 || list[0].TxID != "2" || list[1].TxID != "1" {
		t.Errorf("got %v, want 2 and 1", list)
	}
	list := read(s.Snapshot())
	if len(list) < 1000 || len(list) > 2000 {
		t.Errorf("got %d modifications, want 1000 to 2000", len(list))
	}
	for i, m := range list {
		if want := fmt.Sprint(5000 - i); m.TxID != want {
			t.Fatalf("modification %d: got %s, want %s", i, m.TxID, want)
		}
	}
}
