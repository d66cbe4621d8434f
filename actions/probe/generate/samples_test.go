package generate_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/generate"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/peer/peertest"
	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// TestSamples measures how much of real chaincodes is reached. It takes
// servers that were built elsewhere:
//
//	go test -run Samples ./actions/probe/generate -v -args -samples DIR [-sources DIR]
func TestSamples(t *testing.T) {
	binaries, err := filepath.Glob(filepath.Join(*samples, "*"))
	if *samples == "" || err != nil || len(binaries) == 0 {
		t.Skip("no -samples")
	}
	for _, binary := range binaries {
		t.Run(filepath.Base(binary), func(t *testing.T) {
			for seed := range uint64(*seeds) {
				drive(t, binary, seed)
			}
		})
	}
}

var (
	samples = flag.String("samples", "", "folder with chaincode servers")
	sources = flag.String("sources", "", "folder with a folder of source for each")
	seeds   = flag.Int("seeds", 3, "seeds for each")
	verbose = flag.Bool("verbose", false, "print every step")
)

const proposals = 200

func start(t *testing.T, p *peer.Peer, binary string) {
	t.Helper()
	cmd := exec.Command(binary)
	if *verbose {
		cmd.Stderr = os.Stderr
	}
	cmd.Env = []string{"CHAINCODE_TLS_DISABLED=true", "CORE_PEER_LOCALMSPID=Org1MSP"}
	peertest.Serve(t, p, peer.Target{Name: "sample", ID: "sample:" + fmt.Sprintf("%064d", 0)}, cmd)
}

// describe finds out what can be called: from the metadata, or from the source
// of a chaincode that has none.
func describe(t *testing.T, answer []byte, name string) (*contract.Metadata, []contract.Function) {
	t.Helper()
	m, err := contract.Parse(answer)
	if *sources == "" {
		if err != nil {
			t.Fatal(err)
		}
		return m, m.Functions()
	}
	source, unread := contract.ReadSource(os.DirFS(filepath.Join(*sources, name)))
	switch {
	case unread != nil:
		t.Fatal(unread)
	case err != nil:
		return nil, source.Dispatched
	}
	source.Name(m)
	return m, m.Functions()
}

func collections() []string {
	return []string{"assetCollection", "Org1MSPPrivateCollection", "Org2MSPPrivateCollection"}
}

func drive(t *testing.T, binary string, seed uint64) {
	s := &scenario.Scenario{Channel: "mychannel", Chaincode: "sample", Seed: seed, Start: scenario.DefaultStart(), Identities: generate.Identities()}
	for _, name := range collections() {
		s.Collections = append(s.Collections, scenario.Collection{Name: name, Member: true})
	}
	p := &peer.Peer{State: s.State(), Generation: peer.V3}
	start(t, p, binary)
	proposer := s.Proposer()
	endorse := func(step *scenario.Step) (*peer.Proposal, *peer.Endorsement) {
		proposal, err := proposer.Propose(step)
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Endorse(t.Context(), proposal)
		if err != nil {
			t.Logf("  %s %q %q: %v", step.Call, step.Args, step.Transient, err)
			start(t, p, binary)
			e.Response = nil
		}
		return proposal, e
	}
	_, e := endorse(&scenario.Step{Call: contract.Query})
	m, functions := describe(t, e.Response.GetPayload(), filepath.Base(binary))
	g := generate.New(seed, generate.Input{Functions: functions, Metadata: m, Identities: s.Identities, Collections: collections()})
	reached, first := map[string]int{}, map[string]int{}
	for i := range proposals {
		step, ok := g.Next()
		if !ok {
			t.Fatal("no steps")
		}
		proposal, e := endorse(&step)
		if *verbose {
			t.Logf("%d %s %q %q as %s: %d %q %.100q", i, step.Call, step.Args, step.Transient, step.As, e.Response.GetStatus(),
				e.Response.GetMessage(), e.Response.GetPayload())
		}
		g.Feedback(&step, e.Response)
		if e.Response.GetStatus() == 200 {
			call := step.Call
			if len(functions) > 0 && functions[0].Prefix != nil {
				call += string(step.Args[0])
			}
			if reached[call]++; reached[call] == 1 {
				first[call] = i + 1
			}
			if !step.Evaluate {
				p.State.Commit(e.Result, ledger.Version{Block: uint64(i) + 2}, proposal.TxID, proposal.Time)
			}
		}
	}
	good, last := 0, 0
	for call, n := range reached {
		good += n
		last = max(last, first[call])
	}
	t.Logf("seed %d: %d of %d functions reached 200, the last at proposal %d; %d of %d proposals succeeded", seed,
		len(reached), len(functions), last, good, proposals)
	for _, u := range g.Unreached() {
		t.Logf("  %s after %d tries: %d %.150q", u.Call, u.Tries, u.Status, u.Message)
	}
}
