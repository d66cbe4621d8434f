package process

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// chaincode is a real one, built once: fabric-contract-api-go and its shim.
var chaincode = sync.OnceValues(func() (string, error) {
	path := filepath.Join(filepath.Dir(subject()), "asset")
	cmd := exec.Command("go", "build", "-trimpath", "-o", path, "./asset")
	cmd.Dir = "../testdata/vectors/chaincode"
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=mod")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), err
	}
	return path, nil
})

func TestChaincode(t *testing.T) {
	path, err := chaincode()
	if err != nil {
		t.Fatal(path, err)
	}
	g := openProgram(t, Program{Path: path, ID: "asset:1"}, Limits{})
	p, err := g.Start(within(t, 10*time.Second), Traits{Clock: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	link, err := p.Link(within(t, 10*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	link.Conn.Close()
	if !link.Dialled {
		t.Error("got a chaincode that dialled, want a server")
	}
}

// BenchmarkFresh is a replica from its start to its first connection.
func BenchmarkFresh(b *testing.B) {
	path, err := chaincode()
	if err != nil {
		b.Fatal(path, err)
	}
	for name, program := range map[string]string{"listener": subject(), "chaincode": path} {
		for trait, traits := range map[string]Traits{"plain": {}, "traits": {Hostname: "a", Clock: time.Hour, Offset: 9 * time.Hour}} {
			b.Run(name+"/"+trait, func(b *testing.B) {
				g := openProgram(b, Program{Path: program, ID: "asset:1"}, Limits{})
				for b.Loop() {
					p, err := g.Start(b.Context(), traits)
					if err != nil {
						b.Fatal(err)
					}
					link, err := p.Link(b.Context())
					if err != nil {
						b.Fatal(err)
					}
					b.StopTimer()
					link.Conn.Close()
					p.Kill()
					<-p.Done()
					b.StartTimer()
				}
			})
		}
	}
}

// BenchmarkOpen is a Ground without a replica.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		g, err := Open(b.Context(), Program{Path: subject()}, Limits{})
		if err != nil {
			b.Fatal(err)
		}
		if err := g.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
