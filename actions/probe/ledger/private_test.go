package ledger_test

import (
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// What v2.5.9 and v3.1.1 peers outside of a collection said is here word for
// word; make e2e-fabric asks them again.

// outside is a peer that has the hash of a private key and not the value.
func outside(t *testing.T) *ledger.State {
	t.Helper()
	s := ledger.NewState("ch")
	s.Define("cc", []ledger.Collection{{Name: "theirs"}})
	tx := s.Simulate("put")
	if err := tx.PutPrivateData("cc", "theirs", "k", []byte("v")); err != nil {
		t.Fatal(err)
	}
	s.Commit(tx.Done(), ledger.Version{Block: 79}, "put", time.Unix(0, 0))
	return s
}

func TestPrivateDataOfOthers(t *testing.T) {
	tx := outside(t).Simulate("get")
	_, err := tx.GetPrivateData("cc", "theirs", "k")
	want := "private data matching public hash version is not available. " +
		"Public hash version = {BlockNum: 79, TxNum: 0}, Private data version = <nil>"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if hash, err := tx.GetPrivateDataHash("cc", "theirs", "k"); len(hash) != 32 || err != nil {
		t.Errorf("the hash: got %x, %v", hash, err)
	}
}

// TestSeveralPrivateDataOfOthers: asked for several keys, the peer does not
// notice that it lacks one, and signs that it is absent.
func TestSeveralPrivateDataOfOthers(t *testing.T) {
	tx := outside(t).Simulate("get")
	values, err := tx.GetSeveralPrivateData("cc", "theirs", []string{"k", "none"})
	if err != nil || len(values) != 2 || values[0] != nil || values[1] != nil {
		t.Errorf("got %q, %v, want two absent", values, err)
	}
	absent := ledger.NewState("ch")
	absent.Define("cc", []ledger.Collection{{Name: "theirs"}})
	other := absent.Simulate("get")
	if _, err := other.GetSeveralPrivateData("cc", "theirs", []string{"none", "k"}); err != nil {
		t.Fatal(err)
	}
	if got, want := tx.Done().Bytes(), other.Done().Bytes(); string(got) != string(want) {
		t.Errorf("got reads %x, want those of absent keys %x", got, want)
	}
}

// TestRichQueries: goleveldb refuses them, and the simulator must remember that
// they were asked for.
func TestRichQueries(t *testing.T) {
	const unsupported = "txid [tx]: unsuppored transaction. "
	for _, test := range []struct {
		name, collection string
		paged            bool
		want, write      string
	}{
		{"public", "", false, "ExecuteQuery not supported for leveldb", ""},
		{
			"pages", "", true, "ExecuteQueryWithMetadata not supported for leveldb",
			unsupported + "Transaction has already performed a paginated query. Writes are not allowed",
		},
		{
			"private", "theirs", false, "ExecuteQuery not supported for leveldb",
			unsupported + "Transaction has already performed queries on pvt data. Writes are not allowed",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			tx := outside(t).Simulate("tx")
			if err := tx.Rich("cc", test.collection, test.paged); err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
			err := tx.PutState("cc", "k", []byte("v"))
			if test.write == "" && err != nil || test.write != "" && (err == nil || err.Error() != test.write) {
				t.Errorf("a write after it: got %v, want %q", err, test.write)
			}
		})
	}
}
