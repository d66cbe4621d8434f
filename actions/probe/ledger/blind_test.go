package ledger_test

import (
	"slices"
	"testing"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

func TestBlind(t *testing.T) {
	state := ledger.NewState("ch")
	state.Define("cc", []ledger.Collection{{Name: "secret", Member: true}})
	for _, key := range []string{"a", "b", "c"} {
		state.Put("cc", key, ledger.Value{Bytes: []byte("v")})
	}
	policy := map[string][]byte{"VALIDATION_PARAMETER": []byte("policy")}
	scan := func(s *ledger.Simulation, start, end string, rows int) {
		r, err := s.Range("cc", start, end)
		if err != nil {
			t.Fatal(err)
		}
		for range rows {
			r.Next()
		}
	}
	for _, test := range []struct {
		name string
		do   func(*ledger.Simulation)
		want []ledger.Key
	}{
		{"alone", func(*ledger.Simulation) {}, []ledger.Key{{"cc", "", "b"}, {"cc", "secret", "b"}}},
		{"others read", func(s *ledger.Simulation) { _, _ = s.GetState("cc", "a") }, []ledger.Key{{"cc", "", "b"}, {"cc", "secret", "b"}}},
		{"read", func(s *ledger.Simulation) { _, _ = s.GetState("cc", "b") }, []ledger.Key{{"cc", "secret", "b"}}},
		{"metadata read", func(s *ledger.Simulation) { _, _ = s.GetStateMetadata("cc", "b") }, []ledger.Key{{"cc", "secret", "b"}}},
		{"written", func(s *ledger.Simulation) { _ = s.PutState("cc", "b", []byte("w")) }, []ledger.Key{{"cc", "secret", "b"}}},
		{"deleted", func(s *ledger.Simulation) { _ = s.DelState("cc", "b") }, []ledger.Key{{"cc", "secret", "b"}}},
		{"hash read", func(s *ledger.Simulation) { _, _ = s.GetPrivateDataHash("cc", "secret", "b") }, []ledger.Key{{"cc", "", "b"}}},
		{"private written", func(s *ledger.Simulation) { _ = s.PutPrivateData("cc", "secret", "b", []byte("w")) }, []ledger.Key{{"cc", "", "b"}}},
		{"in a whole range", func(s *ledger.Simulation) { scan(s, "", "", 4) }, []ledger.Key{{"cc", "secret", "b"}}},
		{"last of a range", func(s *ledger.Simulation) { scan(s, "a", "", 2) }, []ledger.Key{{"cc", "secret", "b"}}},
		{"behind a range", func(s *ledger.Simulation) { scan(s, "a", "", 1) }, []ledger.Key{{"cc", "", "b"}, {"cc", "secret", "b"}}},
		{"end of a range", func(s *ledger.Simulation) { scan(s, "a", "b", 3) }, []ledger.Key{{"cc", "", "b"}, {"cc", "secret", "b"}}},
		{"before a range", func(s *ledger.Simulation) { scan(s, "c", "", 2) }, []ledger.Key{{"cc", "", "b"}, {"cc", "secret", "b"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := state.Simulate("tx")
			test.do(s)
			if err := s.PutStateMetadata("cc", "b", policy); err != nil {
				t.Fatal(err)
			}
			if err := s.PutPrivateDataMetadata("cc", "secret", "b", policy); err != nil {
				t.Fatal(err)
			}
			if got := s.Done().Blind(); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
