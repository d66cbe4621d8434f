package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func refused(t *testing.T, path, want string) {
	t.Helper()
	if _, err := Load(path); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A file that is too large is refused by its size, before it is read.
func TestFilesHaveALimit(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int64{"state.json": MaxState + 1, "huge.yaml": MaxFile + 1} {
		if err := os.Truncate(write(t, dir, name, ""), size); err != nil {
			t.Fatal(err)
		}
	}
	refused(t, write(t, dir, "a.yaml", "state: [{file: state.json}]\nsteps: []\n"),
		"a.yaml:1:16: reading state.json: got 64.0 MiB, want 64 MiB or less")
	refused(t, filepath.Join(dir, "huge.yaml"), "huge.yaml: got 16.0 MiB, want 16 MiB or less")
	refused(t, filepath.Join(dir, "none.yaml"), "none.yaml: no such file or directory")
}

func TestTheStateHasALimit(t *testing.T) {
	r := &reader{scenario: &Scenario{}}
	var message string
	fail := func(format string, args ...any) { message = fmt.Sprintf(format, args...) }
	value := make([]byte, MaxState/4)
	for i := range 5 {
		r.entry(Entry{Key: fmt.Sprint(i), Value: value}, fail)
	}
	if len(r.scenario.Entries) != 3 || message != "the state so far takes more than 64 MiB, want 64 MiB or less" {
		t.Errorf("got %d entries, %q", len(r.scenario.Entries), message)
	}
}

func TestALinkLeadsNowhereElse(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	secret := write(t, outside, "state.json", `{"a": "b"}`)
	if err := os.Symlink(secret, filepath.Join(dir, "state.json")); err != nil {
		t.Fatal(err)
	}
	refused(t, write(t, dir, "a.yaml", "state: [{file: state.json}]\nsteps: []\n"), "path escapes from parent")
}

func TestDeepFilesAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"brackets": "steps: " + strings.Repeat("[", 100_000),
		"braces":   "steps: " + strings.Repeat("{a: ", 100_000),
		"dashes":   "steps:\n" + strings.Repeat("- ", 100_000) + "a",
	} {
		_, err := Parse("deep.yaml", []byte(text), nil)
		if err == nil || !strings.Contains(err.Error(), "got lists and mappings more than 200 deep, want fewer") {
			t.Errorf("%s: got %.200v", name, err)
		}
	}
}

func TestLongFilesAreNotDeep(t *testing.T) {
	long := "steps:\n" + strings.Repeat("  - [A, {a: [1]}, \"[[[\"]\n", 1000) + "  - [A, " + strings.Repeat("x, ", 2000) + "y]\n"
	if _, err := Parse("long.yaml", []byte(long), nil); err != nil {
		t.Errorf("got %.200v", err)
	}
}

func answer(status int32, message, payload string, event *protos.ChaincodeEvent) *peer.Endorsement {
	return &peer.Endorsement{Response: &protos.Response{Status: status, Message: message, Payload: []byte(payload)}, Event: event}
}

func TestCheck(t *testing.T) {
	event := &protos.ChaincodeEvent{EventName: "E", Payload: []byte(`{"a":1}`)}
	ok := answer(200, "", `{"a": 1, "b": [2]}`, event)
	bad := answer(500, "the asset a1 does not exist", "", nil)
	for _, test := range []struct {
		expect *Expect
		answer *peer.Endorsement
		want   string
	}{
		{nil, bad, ""},
		{&Expect{Status: 200, Payload: []byte(`{"b":[2],"a":1}`), Event: "E", EventPayload: []byte(`{"a": 1}`)}, ok, ""},
		{&Expect{Fails: true, Status: 500, Message: "does not exist"}, bad, ""},
		{&Expect{Fails: true}, nil, ""},
		{&Expect{Fails: true}, ok, "endorsement: got status 200, want a failure"},
		{&Expect{Status: 200}, bad, `status: got 500 "the asset a1 does not exist", want 200`},
		{&Expect{Status: 200}, nil, "endorsement: got no response, want one"},
		{&Expect{Message: "other"}, bad, `message: got "the asset a1 does not exist", want "other" in it`},
		{&Expect{Payload: []byte("x")}, bad, `payload: got "", want "x"`},
		{&Expect{Payload: []byte(`{"a":1.0,"b":[2]}`)}, ok, `payload: got "{\"a\": 1, \"b\": [2]}", want "{\"a\":1.0,\"b\":[2]}"`},
		{&Expect{Event: "E"}, bad, `event: got none, want "E"`},
		{&Expect{Event: "F"}, ok, `event: got "E", want "F"`},
		{&Expect{Event: "E", EventPayload: []byte("x")}, ok, `event payload: got "{\"a\":1}", want "x"`},
	} {
		var got []string
		for _, m := range Check(&Step{Expect: test.expect}, test.answer) {
			got = append(got, m.String())
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%+v: got %s, want %s", test.expect, got, test.want)
		}
	}
}

func TestValidateShowsTheArgument(t *testing.T) {
	const text = "steps:\n  - [A, 1, b]\n  - args: [x, y]\n    call: B\n  - {args: [C, z]}\n" +
		"  - {call: D, expect: {fails: true}}\n  - {args: [], init: true}\n"
	s, err := Parse("a.yaml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Validate(func(call string, args [][]byte) (int, error) {
		return map[string]int{"A": 1, "B": -1, "C": 0, "D": 0}[call], fmt.Errorf("no %s with %s", call, args)
	})
	for _, want := range []string{
		"a.yaml:2:12: no A with [1 b]\n      - [A, 1, b]\n               ^", "a.yaml:4:11: no B with [x y]", "a.yaml:5:16: no C with [z]",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got\n%v\nwant\n%s", err, want)
		}
	}
	if n := strings.Count(err.Error(), "a.yaml:"); n != 3 {
		t.Errorf("got %d mistakes, want 3: %v", n, err)
	}
	if err := s.Validate(func(string, [][]byte) (int, error) { return 0, nil }); err != nil {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"steps: [[A, {a: 1}]]", "state: [{file: ok.json}, {file: fields.csv}]\nsteps: []", "a: &a [*a]", "? [a]\n: b", "{", "steps: [!!binary x]",
		"steps:\n- call: A\n  expect: {event: {name: a}}", "<<: {}", "collections: config-half.json",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("a.yaml", data, files())
		if (s == nil) == (err == nil) {
			t.Fatalf("got %v, %v", s, err)
		}
		if s != nil {
			rewrite(t, s)
		}
	})
}

// FuzzTable: a file with state gives entries or mistakes, and never panics.
func FuzzTable(f *testing.F) {
	f.Add([]byte(`{"a": "b", "c": {"d": [1, 2.50]}, "\u0000t\u0000": true}`))
	f.Add([]byte("key,value,collection,namespace\na,\"b\nc\",,\n"))
	f.Add([]byte("\ufeffvalue,key\n1,2\n"))
	f.Add([]byte("{\"a\":"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func(*reader, string, []byte, Entry){(*reader).csv, (*reader).object} {
			r := &reader{scenario: &Scenario{}}
			read(r, "a", data, Entry{})
			for _, e := range r.scenario.Entries {
				if e.Key == "" || len(e.Value) == 0 {
					t.Fatalf("got %+v", e)
				}
			}
		}
	})
}
