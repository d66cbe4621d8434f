package scenario

import (
	"bytes"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// examples are the files that people may learn from.
func examples(t *testing.T) map[string]*Scenario {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "examples", "*.yaml"))
	if err != nil || len(names) < 3 {
		t.Fatalf("got %d examples, %v", len(names), err)
	}
	all := map[string]*Scenario{}
	for _, name := range names {
		s, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = s
	}
	return all
}

// bare is a scenario without what only a file has.
func bare(s *Scenario) *Scenario {
	c := *s
	c.Path, c.source, c.Steps = "", nil, nil
	for _, step := range s.Steps {
		step.Line, step.Column, step.places = 0, 0, nil
		c.Steps = append(c.Steps, step)
	}
	return &c
}

func rewrite(t *testing.T, s *Scenario) *Scenario {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := Parse("again.yaml", b.Bytes(), nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.Bytes())
	}
	return again
}

func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	for name, s := range examples(t) {
		again := rewrite(t, s)
		if got, want := bare(again), bare(s); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", name, got, want)
		}
		pinned, err := s.Pinned()
		if err != nil {
			t.Fatal(err)
		}
		if a, b := signed(t, s), signed(t, rewrite(t, pinned)); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: the pinned copy gives other proposals", name)
		}
	}
}

func signed(t *testing.T, s *Scenario) (list [][]byte) {
	t.Helper()
	for p, err := range s.Proposals() {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p.Signed.ProposalBytes)
	}
	return list
}

func TestTheSameScenarioGivesTheSameProposals(t *testing.T) {
	for name, s := range examples(t) {
		a, b := signed(t, s), signed(t, s)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: two runs differ", name)
		}
		other := *s
		other.Seed++
		if reflect.DeepEqual(a, signed(t, &other)) {
			t.Errorf("%s: another seed gives the same proposals", name)
		}
	}
}

func TestPinnedStepsKeepTheirBytesWithoutTheOthers(t *testing.T) {
	s := examples(t)["full.yaml"]
	pinned, err := s.Pinned()
	if err != nil {
		t.Fatal(err)
	}
	all := signed(t, s)
	pinned.Steps = pinned.Steps[3:5]
	if got := signed(t, pinned); !bytes.Equal(got[0], all[3]) || !bytes.Equal(got[1], all[4]) {
		t.Error("steps 4 and 5 alone are other proposals")
	}
}

func TestProposals(t *testing.T) {
	s := examples(t)["full.yaml"]
	var list []Proposed
	for p, err := range s.Proposals() {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	if len(list) != 27 {
		t.Fatalf("got %d proposals, want 27", len(list))
	}
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	if p := list[0]; !p.Init || !p.Time.Equal(start) || p.Channel != "trade" || p.Chaincode != "asset" {
		t.Errorf("got %+v", p.Proposal)
	}
	if p := list[2]; string(bytes.Join(p.Input.Args, []byte("|"))) != `CreateAsset|asset2|blue|5|{"name":"Tom","shares":[1,2.50]}|true` ||
		!p.Time.Equal(start.Add(2*time.Second)) {
		t.Errorf("got %s at %s", p.Input.Args, p.Time)
	}
	if p := list[4]; !p.Time.Equal(start.Add(30*time.Minute + 1500*time.Millisecond)) {
		t.Errorf("got %s", p.Time)
	}
	if p := list[5+19]; p.Repetition != 19 || p.TxID == list[5].TxID || p.Index != 24 || !p.Time.Equal(list[5].Time.Add(19*time.Second)) {
		t.Errorf("got repetition %d, index %d", p.Repetition, p.Index)
	}
	if p := list[26]; string(bytes.Join(p.Input.Args, nil)) != "nofunctionhere" {
		t.Errorf("got %s", p.Input.Args)
	}
}

func TestState(t *testing.T) {
	s := examples(t)["full.yaml"]
	state := s.State()
	for _, test := range []struct{ namespace, key, want string }{
		{"asset", "asset1", `{"ID":"asset1","Owner":"Tom","AppraisedValue":300.50,"Tags":["a","b"],"Note":null}`},
		{"asset", "\x00color~name\x00blue\x00asset1\x00", "\x00"},
		{"currency", "rate", "7"},
		{"asset", "asset3", `{"ID":"asset3","Owner":"Max"}`},
		{"asset", "text", "a text"},
		{"asset", "number", "1.50"},
		{"asset", "\x00color~name\x00red\x00asset3\x00", "\x00"},
		{"asset", "asset4", `{"ID":"asset4"}`},
		{"currency", "unit", "kg"},
	} {
		if v := state.Get(test.namespace, test.key); v == nil || string(v.Bytes) != test.want {
			t.Errorf("%s %q: got %+v, want %s", test.namespace, test.key, v, test.want)
		}
	}
	sim := state.Simulate("tx")
	for _, test := range []struct{ collection, key, want string }{
		{"assetCollection", "asset1", `{"price":100}`},
		{"assetCollection", "asset5", "secret"},
		{"Org1MSPPrivateCollection", "asset1", `{"price":100}`},
	} {
		if v, err := sim.GetPrivateData("asset", test.collection, test.key); err != nil || string(v) != test.want {
			t.Errorf("%s %s: got %q, %v, want %s", test.collection, test.key, v, err, test.want)
		}
	}
}

// FuzzWrite: whatever stands in a scenario, reading what is written gives the
// same proposals and state.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{
		"", "a", "\r\n", "\t", "\x00", "\xff", "no", "1", "😀\u0085\u2028\ufeff", "'\"\\", "{[,]}: # - &*!|>%@`", "\U0010ffff", "a\n---\nb",
	} {
		f.Add(s, []byte(s), s)
	}
	f.Fuzz(func(t *testing.T, text string, data []byte, name string) {
		s := &Scenario{
			Channel: "c", Chaincode: "d", Seed: 1, Start: DefaultStart(),
			Steps: []Step{
				{Call: text, Args: [][]byte{data, []byte(name)}, Transient: map[string][]byte{"k": data}},
				{Bare: true, Args: [][]byte{data}, Nonce: append([]byte{}, data...), Expect: &Expect{Status: 200, Payload: append([]byte{}, data...)}},
			},
		}
		for _, e := range []Entry{{Key: text, Value: data}, {Key: "\x00" + name + "\x00", Value: data}} {
			(&reader{scenario: s}).entry(e, func(string, ...any) {})
		}
		again := rewrite(t, s)
		if !reflect.DeepEqual(signed(t, again), signed(t, s)) {
			t.Errorf("got other proposals of %q %q", text, data)
		}
		if !reflect.DeepEqual(again.Entries, s.Entries) || !reflect.DeepEqual(again.Steps[1].Expect, s.Steps[1].Expect) {
			t.Errorf("got %+v, want %+v", again, s)
		}
	})
}
