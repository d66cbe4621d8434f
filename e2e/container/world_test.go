//go:build e2e

package container

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience bounds whatever is waited for.
const patience = time.Minute

// packages are the programs of the tests, by the Debian package that has them.
var packages = map[string]string{
	"docker": "docker.io", "dockerd": "docker.io", "podman": "podman", "skopeo": "skopeo", "docker-registry": "docker-registry",
}

// folder is a new folder with a short name in lower case: a socket's has 107
// bytes at most, and podman takes the name of a layout for an image's.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "e2e-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%v: apt-get install --no-install-recommends %s", err, packages[program])
		}
	}
}

// run runs a program, which is to succeed, and gives its output, trimmed.
func run(t *testing.T, env []string, name string, args ...string) string {
	t.Helper()
	// Not t.Context, which has ended when a test cleans up.
	ctx, cancel := context.WithTimeout(context.Background(), 10*patience)
	defer cancel()
	var out, says bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), env...), &out, &says
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, &out, &says)
	}
	return strings.TrimSpace(out.String())
}

// daemon starts a program that serves until the test ends, and waits until it
// says that it is ready.
func daemon(t *testing.T, ready string, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	says, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	up, down := make(chan struct{}), make(chan struct{})
	var mu sync.Mutex
	var log strings.Builder
	go func() {
		defer close(down)
		opened := false
		for lines := bufio.NewScanner(says); lines.Scan(); {
			mu.Lock()
			fmt.Fprintln(&log, lines.Text())
			mu.Unlock()
			if !opened && strings.Contains(lines.Text(), ready) {
				opened = true
				close(up)
			}
		}
		io.Copy(io.Discard, says) // a line too long for the scanner
		cmd.Wait()
	}()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-down:
		case <-time.After(patience):
			t.Errorf("%s does not end", name)
			cmd.Process.Kill()
			<-down
		}
	})
	select {
	case <-up:
	case <-down:
		t.Fatalf("%s ended:\n%s", name, log.String())
	case <-time.After(patience):
		mu.Lock()
		defer mu.Unlock()
		t.Fatalf("%s is not ready after %v:\n%s", name, patience, log.String())
	}
}

// docker gives the variables that lead to a Docker daemon: the machine's, or
// one started for this test.
func docker(t *testing.T) []string {
	t.Helper()
	need(t, "docker", "dockerd")
	if exec.Command("docker", "info").Run() == nil {
		return nil
	}
	if os.Getuid() != 0 {
		t.Fatal("no Docker daemon answers, and only root can start one")
	}
	dir := folder(t)
	_, err := net.InterfaceByName("docker0")
	fresh := err != nil
	t.Cleanup(func() {
		if fresh {
			exec.Command("ip", "link", "delete", "docker0").Run()
		}
	})
	socket := "unix://" + filepath.Join(dir, "sock")
	// Without iptables: containers are reached from this machine, and reach
	// nothing.
	daemon(t, "API listen on", "dockerd", "--host", socket, "--data-root", filepath.Join(dir, "data"),
		"--exec-root", filepath.Join(dir, "exec"), "--pidfile", filepath.Join(dir, "pid"),
		"--iptables=false", "--ip6tables=false", "--ip-forward=false", "--ip-masq=false")
	return []string{"DOCKER_HOST=" + socket}
}

// registry starts Debian's docker-registry and gives its host:port.
func registry(t *testing.T) string {
	t.Helper()
	need(t, "docker-registry")
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	dir := t.TempDir()
	config := filepath.Join(dir, "config.yml")
	text := fmt.Sprintf("version: 0.1\nlog: {level: info}\nstorage: {filesystem: {rootdirectory: %q}}\nhttp: {addr: %q}\n",
		filepath.Join(dir, "data"), address)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	daemon(t, "listening on", "docker-registry", "serve", config)
	return address
}

// speaksHTTP2 waits until a gRPC server answers the preface of HTTP/2 (RFC
// 9113, section 3.4) with its settings, as chaincode servers do.
func speaksHTTP2(t *testing.T, address string) {
	t.Helper()
	var last error
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		if last = greet(address); last == nil {
			return
		}
		time.Sleep(50 * time.Millisecond) // nothing tells when a port opens
	}
	t.Errorf("%s does not answer: %v", address, last)
}

func greet(address string) error {
	conn, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	const settings = "\x00\x00\x00\x04\x00\x00\x00\x00\x00" // an empty frame of type 4
	if _, err := io.WriteString(conn, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"+settings); err != nil {
		return err
	}
	frame := make([]byte, 9)
	if _, err := io.ReadFull(conn, frame); err != nil {
		return err
	}
	if frame[3] != 4 {
		return fmt.Errorf("got a frame of type %d, want 4, settings", frame[3])
	}
	return nil
}
