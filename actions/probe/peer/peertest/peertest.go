// Package peertest builds chaincodes for tests, starts them as servers and has
// a peer meet them, without any of the isolation of a replica.
//
// It promises that nothing it started outlives its test.
package peertest

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// Build compiles a package of the module in a folder, and gives the binary.
func Build(t testing.TB, dir, pkg string, flags ...string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "chaincode")
	cmd := exec.Command("go", append(append([]string{"build"}, flags...), "-o", bin, pkg)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// Serve starts a chaincode server, whose environment is what cmd has and what
// it needs to listen and to register, and connects the peer to it.
func Serve(t testing.TB, p *peer.Peer, target peer.Target, cmd *exec.Cmd) *peer.Chaincode {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	cmd.Env = append(cmd.Env, "CHAINCODE_ID="+target.ID, "CORE_CHAINCODE_ID_NAME="+target.ID, "CHAINCODE_SERVER_ADDRESS="+address)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	conn, err := dial(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	c, err := p.Connect(ctx, target, conn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// poll is how often a port is tried that does not answer yet. gRPC by itself
// waits a full second after the first refusal.
const poll = 500 * time.Microsecond

// dial connects to a server that may not listen yet.
func dial(ctx context.Context, address string) (net.Conn, error) {
	var d net.Dialer
	for {
		conn, err := d.DialContext(ctx, "tcp", address)
		if err == nil {
			return conn, nil
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(poll):
		}
	}
}
