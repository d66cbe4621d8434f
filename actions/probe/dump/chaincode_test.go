package dump_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/dump"
	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/actions/probe/peer/peertest"
)

var own = dump.Own{Module: "example.com/hungry"}

// line is where a comment marks a line of the chaincode's main.go.
func line(t *testing.T, mark string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "chaincode", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(text), "// here: "+mark+"\n")
	return "main.go:" + strconv.Itoa(1+strings.Count(before, "\n"))
}

// server is a process of the chaincode, and the peer that it talks to.
type server struct {
	cmd     *exec.Cmd
	log     bytes.Buffer
	peer    *peer.Peer
	creator []byte
}

func build(t *testing.T) string {
	t.Helper()
	return peertest.Build(t, filepath.Join("testdata", "chaincode"), ".", "-trimpath", "-ldflags=-s -w")
}

func serve(t *testing.T, bin string, timeout time.Duration) *server {
	t.Helper()
	s := &server{cmd: exec.Command(bin), peer: &peer.Peer{State: ledger.NewState("c"), Timeout: timeout}}
	s.cmd.Env = []string{"GODEBUG=tracebackancestors=5", "GOTRACEBACK=all"}
	s.cmd.Stderr = &s.log
	peertest.Serve(t, s.peer, peer.Target{Name: "hungry", ID: "hungry:0"}, s.cmd)
	var err error
	if s.creator, err = (peer.Identity{MSPID: "Org1MSP", Name: "user"}).Creator(1); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *server) call(t *testing.T, args ...string) error {
	t.Helper()
	call := peer.Call{Channel: "c", Chaincode: "hungry", Creator: s.creator, Time: time.Unix(1, 0)}
	for _, a := range args {
		call.Args = append(call.Args, []byte(a))
	}
	proposal, err := peer.Propose(call)
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.peer.Endorse(context.Background(), proposal)
	if err == nil && !e.Endorsed() {
		t.Fatalf("%q: got %v, want an endorsement", args, e.Response)
	}
	return err
}

func (s *server) quit(t *testing.T) []byte {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	return s.log.Bytes()
}

func TestLeaksOfARealChaincode(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("1")) }))
	defer web.Close()
	bin := build(t)
	for _, args := range [][]string{{"Clean"}, {"Leak"}, {"Ask", web.URL}} {
		var samples []dump.Sample
		for _, n := range []int{1, 11, 31} {
			s := serve(t, bin, 0)
			for range n {
				if err := s.call(t, args...); err != nil {
					t.Fatal(err)
				}
			}
			samples = append(samples, dump.Sample{Calls: n, Dump: dump.Parse(s.quit(t))})
		}
		leaks, err := dump.Leaks(own, samples...)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range leaks {
			if l.PerCall != 1 {
				t.Errorf("got %s, want 1.00", l)
			}
		}
		switch args[0] {
		case "Clean":
			if len(leaks) > 0 {
				t.Errorf("got %v, want none", leaks)
			}
		case "Leak":
			if len(leaks) != 2 || leaks[0].Creator.At() != line(t, "leak") || leaks[0].Kind != dump.OfCode || leaks[0].State != "chan send" {
				t.Errorf("got %+v, want two of the chaincode's own code", leaks)
			}
		case "Ask":
			if len(leaks) != 2 || leaks[0].Kind != dump.OfLibrary || leaks[0].Origin.Function != "main.(*Contract).Ask" ||
				!strings.HasPrefix(leaks[0].Where.Function, "net/http.(*persistConn).") {
				t.Errorf("got %+v, want two of net/http, for the chaincode", leaks)
			} else if at := leaks[0].Origin.At(); at != line(t, "ask") && at != line(t, "after") {
				t.Errorf("got %s, want %s or the line after it", at, line(t, "ask"))
			}
		}
	}
}

func TestRealChaincodeThatHangsOrDies(t *testing.T) {
	bin := build(t)
	s := serve(t, bin, 500*time.Millisecond)
	if err := s.call(t, "Hang"); !errors.Is(err, peer.ErrTimeout) {
		t.Fatalf("got %v, want a timeout", err)
	}
	list := dump.Transactions(dump.Parse(s.quit(t)), own)
	if len(list) != 1 || list[0].Reason != dump.ForLock || list[0].Own.At() != line(t, "hang") {
		t.Errorf("got %+v, want a transaction that waits for a lock", list)
	}

	s = serve(t, bin, 0)
	if err := s.call(t, "Die"); !errors.Is(err, peer.ErrStream) {
		t.Fatalf("got %v, want that the stream ended", err)
	}
	_ = s.cmd.Wait()
	c := dump.Died(s.log.Bytes())
	if c == nil || c.Message != "failed to marshal message: string field contains invalid UTF-8" {
		t.Fatalf("got %+v, want a panic of the shim", c)
	}
	if f, _ := c.Where(own); f.At() != line(t, "die") {
		t.Errorf("got %s, want %s", f, line(t, "die"))
	}
}
