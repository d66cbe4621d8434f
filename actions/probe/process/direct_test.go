package process

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestWithoutWarden is how it goes where there is none, as on macOS.
func TestWithoutWarden(t *testing.T) {
	p := Program{Path: subject(), ID: "asset:1", TLS: &TLS{Key: []byte("the key")}}
	d, err := newDirect(&p, []Missing{{noNetwork, "not here"}})
	if err != nil {
		t.Fatal(err)
	}
	g := &Ground{program: p, limits: Limits{}.orDefaults(), launcher: d, processes: map[*Process]bool{}}
	r := start(t, g, Traits{Dir: "here", Offset: 9 * time.Hour})
	if got := r.text("dir"); !strings.HasSuffix(got, "/here") {
		t.Errorf("got the working folder %s, want here", got)
	}
	if got := r.text("read ../tls/key.pem"); got != "the key" {
		t.Errorf("got %q, want the key", got)
	}
	second := start(t, g, Traits{})
	second.Kill()
	<-second.Done()
	if dump, err := r.Dump(within(t, 10*time.Second)); err != nil || !strings.Contains(dump, "\ngoroutine 1 ") {
		t.Errorf("got %.200q, %v, want the stacks", dump, err)
	}
	third := start(t, g, Traits{})
	if err := g.Close(); err != nil {
		t.Error(err)
	}
	<-third.Done()
	if _, err := os.Stat(d.temp); !os.IsNotExist(err) {
		t.Errorf("got %v, want no folder", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	g := open(t, Limits{})
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			p, err := g.Start(within(t, 30*time.Second), Traits{Clock: time.Duration(i) * time.Hour})
			if err != nil {
				t.Error(err)
				return
			}
			link, err := p.Link(within(t, 30*time.Second))
			if err != nil {
				t.Error(err)
				return
			}
			link.Conn.Close()
		})
	}
	wait.Wait()
}

func TestDeafToDump(t *testing.T) {
	r := start(t, open(t, Limits{}), Traits{})
	r.text("deaf")
	if _, err := r.Dump(within(t, 100*time.Millisecond)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
}

// TestOutput compares what is kept with what was written, in random pieces.
func TestOutput(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		limit := 2 + random.IntN(60)
		o := newOutput(limit)
		var all []byte
		for range random.IntN(20) {
			piece := make([]byte, random.IntN(40))
			for i := range piece {
				piece[i] = byte('a' + random.IntN(26))
			}
			all = append(all, piece...)
			o.add(piece)
		}
		got, half := string(o.bytes()), max(limit/2, 1)
		if len(all) <= 2*half {
			if got != string(all) {
				t.Fatalf("got %q, want %q", got, all)
			}
			continue
		}
		if !strings.HasPrefix(got, string(all[:half])) || !strings.HasSuffix(got, string(all[len(all)-half:])) || !strings.Contains(got, " bytes cut]") {
			t.Fatalf("limit %d: got %q of %q", limit, got, all)
		}
	}
}
