//go:build e2efabric

package fabric

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience bounds whatever is waited for, and building what is built.
const (
	patience = time.Minute
	building = 20 * time.Minute
)

// tail is how much of a log is shown, in bytes.
const tail = 6000

// process is one that was started.
type process struct {
	name, log string
	ended     chan struct{} // closed when it is over
}

// start starts a process that writes a log of its own, shown where the test
// fails. It ends with the test.
func start(t *testing.T, dir, name string, env []string, program string, args ...string) *process {
	t.Helper()
	p := &process{name, filepath.Join(dir, name+".log"), make(chan struct{})}
	out, err := os.Create(p.log)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = dir, env, out, out, dying()
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting %s: %v", name, err)
	}
	go func() {
		_ = cmd.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-p.ended
		if t.Failed() {
			t.Logf("%s (%v), the end of its log:\n%s", name, cmd.ProcessState, last(p.log))
		}
	})
	return p
}

func last(file string) []byte {
	data, err := os.ReadFile(file)
	if err != nil {
		return []byte(err.Error())
	}
	return data[max(0, len(data)-tail):]
}

// run runs a command to its end and gives its output.
func run(t *testing.T, dir string, env []string, program string, args ...string) []byte {
	t.Helper()
	out, err := try(dir, env, program, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// try is run for a goroutine, which may not end the test.
func try(dir string, env []string, program string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var out, errors bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = dir, env, &out, &errors, dying()
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s%s", filepath.Base(program), strings.Join(args, " "), err, out.Bytes(), errors.Bytes())
	}
	return out.Bytes(), nil
}

// ports are n free ports of the loopback: each is bound once, and let go.
func ports(t *testing.T, n int) (list []string) {
	t.Helper()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		list = append(list, port)
	}
	return list
}

// until waits for what a process is to do, as long as it lives.
func (p *process) until(t *testing.T, what string, ready func() bool) {
	t.Helper()
	end := time.After(patience)
	for !ready() {
		select {
		case <-p.ended:
			t.Fatalf("%s ended before %s", p.name, what)
		case <-end:
			t.Fatalf("waited %s for %s: %s", patience, p.name, what)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// listens waits for a port of the process.
func (p *process) listens(t *testing.T, address string) {
	t.Helper()
	p.until(t, "listening on "+address, func() bool {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err != nil {
			return false
		}
		conn.Close()
		return true
	})
}

// says waits for words in the process' log.
func (p *process) says(t *testing.T, words string) {
	t.Helper()
	p.until(t, "saying "+words, func() bool {
		data, _ := os.ReadFile(p.log)
		return bytes.Contains(data, []byte(words))
	})
}
