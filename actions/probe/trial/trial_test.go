package trial_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/peer/peertest"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// twins starts replicas of testdata/twins.
func twins(t testing.TB) (*replica.Breed, []process.Missing) {
	t.Helper()
	bin := peertest.Build(t, filepath.Join("..", "testdata", "twins"), ".")
	id := "twins:0123"
	ground, err := process.Open(t.Context(), process.Program{Path: bin, ID: id}, process.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ground.Close(); err != nil {
			t.Error(err)
		}
	})
	return &replica.Breed{
		Chaincodes: []replica.Chaincode{{Name: "twins", ID: id, Ground: ground}}, Generation: peer.V3,
		Timeout: 2 * time.Second, Startup: 20 * time.Second,
	}, ground.Missing()
}

// list is a source of calls that are there already.
type list struct{ calls []trial.Call }

func (l *list) Next() (trial.Call, bool) {
	if len(l.calls) == 0 {
		return trial.Call{}, false
	}
	c := l.calls[0]
	l.calls = l.calls[1:]
	return c, true
}

func (l *list) Seen(trial.Call, *peer.Endorsement, error) {}

// call makes a call of the twins chaincode, the n-th.
func call(t testing.TB, n int, args ...string) trial.Call {
	t.Helper()
	input := make([][]byte, len(args))
	for i, a := range args {
		input[i] = []byte(a)
	}
	creator, err := peer.Identity{MSPID: "Org1MSP", Name: "client"}.Creator(1)
	if err != nil {
		t.Fatal(err)
	}
	propose := func(n int) (*peer.Proposal, error) {
		return peer.Propose(peer.Call{
			Channel: "ch", Chaincode: "twins", Args: input, Creator: creator, Time: time.Date(2026, 1, 1, 0, 0, n, 0, time.UTC),
			Nonce: fmt.Appendf(nil, "%024d", n),
		})
	}
	proposal, err := propose(n)
	if err != nil {
		t.Fatal(err)
	}
	return trial.Call{Name: args[0], Proposal: proposal, Again: func(i int) (*peer.Proposal, error) { return propose(1000000 + 1000*n + i) }}
}

func roles() []trial.Role {
	return []trial.Role{
		{Traits: base()},
		{Traits: varied()},
		{Traits: process.Traits{Hostname: "peer0", MaxProcs: 2, Clock: 40 * 24 * time.Hour}, Once: true},
		{Traits: base(), Fresh: true},
	}
}

func base() process.Traits {
	return process.Traits{Hostname: "peer0", MaxProcs: 2, Dir: "one"}
}

func varied() process.Traits {
	return process.Traits{
		Offset: 14 * time.Hour, Hostname: "peer1", MaxProcs: 1, OneCPU: true, Dir: "two", Env: []string{"HOME=/home/two"},
		Clock: 40 * 24 * time.Hour,
	}
}

// TestDifferences: each function with a fault differs, by the right cause, and
// no other.
func TestDifferences(t *testing.T) {
	breed, missing := twins(t)
	lacking := map[string]bool{}
	for _, m := range missing {
		t.Logf("missing: %s: %s", m.What, m.Why)
		lacking[m.What] = true
	}
	want := map[string]trial.Cause{
		"ClockState": trial.Clock, "ClockResponse": trial.Clock, "ClockEvent": trial.Clock, "Date": trial.Clock,
		"LocalTime": trial.Zone, "Environment": trial.Environment, "Hostname": trial.Hostname, "WorkingDir": trial.Folder,
		"MaxProcs": trial.Processors, "Counter": trial.Process, "Cache": trial.Process,
		"FirstOfTwo": trial.Order, "FirstOfSix": trial.Order, "TwoRanges": trial.Order, "Finish": trial.Order,
		"RandomRead": trial.Random, "RandomKey": trial.Random, "PrivateSalt": trial.Random, "Address": trial.Random,
	}
	if runtime.GOOS != "linux" || lacking["the clock trait"] {
		delete(want, "Date")
		for _, name := range []string{"ClockState", "ClockResponse", "ClockEvent"} {
			want[name] = trial.Random
		}
	}
	if runtime.NumCPU() > 1 && !lacking["the processors trait"] {
		want["NumCPU"] = trial.Processors
	}
	if lacking["the hostname trait"] {
		delete(want, "Hostname")
	}
	state := ledger.NewState("ch")
	state.Define("twins", []ledger.Collection{{Name: "secrets", Member: true}})
	source := &list{}
	for n := range 8 {
		key := fmt.Sprint("k", n)
		calls := [][]string{{"Create", key, "tom", "7"}, {"Read", key}, {"Transfer", key, "ann"}, {"List", "", "", "3", ""}, {"Tag", "tom", key},
			{"Tagged", "tom"}, {"MapWrites", key}, {"TxTime", key}, {"TwoRanges"}, {"RandomKey", "v"}, {"PrivateSalt", "secrets", key, "v"}}
		for name := range maps.Keys(want) {
			if !slices.ContainsFunc(calls, func(c []string) bool { return c[0] == name }) {
				calls = append(calls, []string{name, key})
			}
		}
		for i, c := range calls {
			source.calls = append(source.calls, call(t, n*100+i, c...))
		}
	}
	start := func(ctx context.Context, traits process.Traits) (*replica.Replica, error) {
		return breed.Start(ctx, traits)
	}
	out, err := trial.Run(t.Context(), trial.Config{Start: start, Roles: roles(), Repeats: 36, State: state, Fatal: 2}, source)
	if err != nil {
		t.Fatal(err)
	}
	for name, tally := range out.Functions {
		if tally.Endorsed == 0 {
			t.Errorf("%s was never endorsed: %s", name, tally.Failure)
		}
	}
	x := &trial.Experiment{Start: start, Base: base(), Varied: varied(), Executions: 40, Frozen: !lacking["the clock trait"]}
	got := map[string]trial.Cause{}
	for _, d := range out.Differences {
		if got[d.Call.Name] != "" {
			continue
		}
		cause, _, how, err := x.Cause(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-14s %-28s %s (%s)", d.Call.Name, cause, d.Of[0].Kind, how)
		got[d.Call.Name] = cause
	}
	for name, cause := range want {
		if got[name] != cause {
			t.Errorf("%s: got %q, want %q", name, got[name], cause)
		}
	}
	for name := range got {
		if want[name] == "" {
			t.Errorf("%s differs, and has no fault", name)
		}
	}
}

// TestMain: replicas live in this program, started once more.
func TestMain(m *testing.M) {
	if process.Asked(os.Args) {
		os.Exit(process.Warden())
	}
	os.Exit(m.Run())
}

// TestInnocent: what runs beside a transaction that ends the process is
// executed as often as without it, and not blamed.
func TestInnocent(t *testing.T) {
	breed, _ := twins(t)
	const repeats = 200
	out, err := trial.Run(context.Background(), trial.Config{
		Start: breed.Start, Roles: roles(), Repeats: repeats, State: ledger.NewState("ch"), Fatal: 2,
	}, &list{calls: []trial.Call{
		call(t, 0, "Create", "a", "tom", "1"), call(t, 1, "Exit"), call(t, 2, "Create", "b", "tom", "1"), call(t, 3, "Panic"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if out.Executions != 2*repeats || out.Functions["Create"].Calls != 2 || len(out.Ledger) != 2 {
		t.Errorf("got %d executions, %d calls, %d committed, want %d, 2, 2", out.Executions, out.Functions["Create"].Calls, len(out.Ledger), 2*repeats)
	}
	for _, d := range out.Deaths {
		if d.Alone == (d.Call.Name == "Create") {
			t.Errorf("%s: alone %v", d.Call.Name, d.Alone)
		}
	}
}
