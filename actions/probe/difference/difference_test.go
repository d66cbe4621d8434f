package difference_test

import (
	"testing"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/difference"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
)

// endorse simulates on a fixed state and answers payload.
func endorse(t *testing.T, payload string, simulate func(*ledger.Simulation) error) *peer.Endorsement {
	t.Helper()
	state := ledger.NewState("channel")
	state.Define("cc", []ledger.Collection{{Name: "secret", Member: true}})
	for i, key := range []string{"a", "b", "c"} {
		state.Put("cc", key, ledger.Value{Bytes: []byte(key), Version: ledger.Version{Block: uint64(i + 1)}})
	}
	sim := state.Simulate("tx")
	if err := simulate(sim); err != nil {
		t.Fatal(err)
	}
	return &peer.Endorsement{Response: &protos.Response{Status: 200, Payload: []byte(payload)}, Result: sim.Done()}
}

func TestKinds(t *testing.T) {
	put := func(key, value string) func(*ledger.Simulation) error {
		return func(s *ledger.Simulation) error { return s.PutState("cc", key, []byte(value)) }
	}
	get := func(keys ...string) func(*ledger.Simulation) error {
		return func(s *ledger.Simulation) (err error) {
			for _, key := range keys {
				if _, err = s.GetState("cc", key); err != nil {
					return err
				}
			}
			return nil
		}
	}
	scan := func(bounds ...[2]string) func(*ledger.Simulation) error {
		return func(s *ledger.Simulation) error {
			for _, b := range bounds {
				r, err := s.Range("cc", b[0], b[1])
				if err != nil {
					return err
				}
				for r.Next() != nil {
				}
			}
			return nil
		}
	}
	secret := func(value string) func(*ledger.Simulation) error {
		return func(s *ledger.Simulation) error { return s.PutPrivateData("cc", "secret", "k", []byte(value)) }
	}
	policy := func(value string) func(*ledger.Simulation) error {
		return func(s *ledger.Simulation) error {
			return s.PutStateMetadata("cc", "a", map[string][]byte{"VALIDATION_PARAMETER": []byte(value)})
		}
	}
	for _, c := range []struct {
		name           string
		a, b           func(*ledger.Simulation) error
		payloadA, payB string
		want           difference.Kind
		key            string
	}{
		{"same", put("x", "1"), put("x", "1"), "", "", "", ""},
		{"same writes in another order", func(s *ledger.Simulation) error {
			if err := put("x", "1")(s); err != nil {
				return err
			}
			return put("y", "2")(s)
		}, func(s *ledger.Simulation) error {
			if err := put("y", "2")(s); err != nil {
				return err
			}
			return put("x", "1")(s)
		}, "", "", "", ""},
		{"value", put("x", "1"), put("x", "2"), "", "", difference.WriteMismatch, "x"},
		{"extra write", get(), put("y", "1"), "", "", difference.ExtraWrite, "y"},
		{"missing read", get("a", "b"), get("a"), "", "", difference.MissingRead, "b"},
		{"extra read", get("a"), get("a", "z"), "", "", difference.ExtraRead, "z"},
		{"ranges in another order", scan([2]string{"a", "b"}, [2]string{"b", "c"}), scan([2]string{"b", "c"}, [2]string{"a", "b"}),
			"", "", difference.QueryMismatch, `"a" to "b"`},
		{"private data", secret("1"), secret("2"), "", "", difference.PrivateMismatch, ""},
		{"metadata", policy("1"), policy("2"), "", "", difference.MetadataMismatch, "a"},
		{"response", get(), get(), "1", "2", difference.ResponseMismatch, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := difference.Of(endorse(t, c.payloadA, c.a), endorse(t, c.payB, c.b))
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				if len(list) != 0 {
					t.Errorf("got %+v, want none", list)
				}
				return
			}
			if len(list) == 0 || list[0].Kind != c.want || list[0].Key != c.key {
				t.Errorf("got %+v, want %s of %q first", list, c.want, c.key)
			}
		})
	}
}

func TestOnlyOneEndorses(t *testing.T) {
	a := endorse(t, "", func(*ledger.Simulation) error { return nil })
	b := endorse(t, "", func(*ledger.Simulation) error { return nil })
	b.Response = &protos.Response{Status: 500, Message: "no"}
	list, err := difference.Of(a, b)
	if err != nil || len(list) != 1 || list[0].Kind != difference.EndorsedMismatch {
		t.Errorf("got %+v, %v, want one peer only", list, err)
	}
	a.Response = &protos.Response{Status: 500, Message: "nor this"}
	if list, err := difference.Of(a, b); err != nil || len(list) != 0 {
		t.Errorf("got %+v, %v, want none: nobody signs a failure", list, err)
	}
}
