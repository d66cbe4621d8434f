package process

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if Asked(os.Args) {
		os.Exit(Warden())
	}
	inherited := os.Getenv(subjectVariable)
	forbid(os.Getenv(forbidVariable))
	code := m.Run()
	if inherited == "" {
		os.RemoveAll(filepath.Dir(subject()))
	}
	os.Exit(code)
}

// What a test binary that a test starts again is told.
const (
	subjectVariable = "TALLYSTICK_TEST_SUBJECT"
	forbidVariable  = "TALLYSTICK_TEST_FORBID"
)

// subject is the program of testdata/subject, built once.
var subject = sync.OnceValue(func() string {
	if path := os.Getenv(subjectVariable); path != "" {
		return path
	}
	return build("./testdata/subject", "CGO_ENABLED=0")
})

func build(pkg string, env ...string) string {
	dir, err := os.MkdirTemp("", "tallystick-subject-")
	if err != nil {
		panic(err)
	}
	os.Chmod(dir, 0o755)
	path := filepath.Join(dir, "subject")
	cmd := exec.Command("go", "build", "-trimpath", "-o", path, pkg)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v: %s", err, out))
	}
	return path
}

func within(t testing.TB, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}

func open(t testing.TB, l Limits, args ...string) *Ground {
	t.Helper()
	return openProgram(t, Program{Path: subject(), Args: args, ID: "asset:1"}, l)
}

func openProgram(t testing.TB, p Program, l Limits) *Ground {
	t.Helper()
	g, err := Open(within(t, 10*time.Second), p, l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// replica is a process of the subject that does what it is asked.
type replica struct {
	*Process
	t     testing.TB
	link  Link
	lines *bufio.Scanner
}

func start(t testing.TB, g *Ground, traits Traits) *replica {
	t.Helper()
	p, err := g.Start(within(t, 10*time.Second), traits)
	if err != nil {
		t.Fatal(err)
	}
	link, err := p.Link(within(t, 10*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { link.Conn.Close() })
	lines := bufio.NewScanner(link.Conn)
	lines.Buffer(nil, 1<<20)
	return &replica{p, t, link, lines}
}

// ask returns false where the replica ends instead of answering.
func (r *replica) ask(reply any, format string, args ...any) bool {
	r.t.Helper()
	fmt.Fprintf(r.link.Conn, format+"\n", args...)
	if !r.lines.Scan() {
		return false
	}
	if err := json.Unmarshal(r.lines.Bytes(), reply); err != nil {
		r.t.Fatalf("%s: %v in %s", format, err, r.lines.Text())
	}
	return true
}

func (r *replica) text(format string, args ...any) string {
	r.t.Helper()
	var reply any
	if !r.ask(&reply, format, args...) {
		r.t.Fatalf("%s: no answer; log: %s", format, r.Log())
	}
	if text, ok := reply.(string); ok {
		return text
	}
	return fmt.Sprint(reply)
}

func (r *replica) list(format string, args ...any) []string {
	r.t.Helper()
	var reply []string
	if !r.ask(&reply, format, args...) {
		r.t.Fatalf("%s: no answer", format)
	}
	return reply
}

func TestServer(t *testing.T) {
	g := open(t, Limits{}, "serve")
	r := start(t, g, Traits{Offset: 345 * time.Minute, MaxProcs: 3, Env: []string{"COLOUR=red"}, Dir: "elsewhere", Debug: "gctrace=1"})
	if !r.link.Dialled {
		t.Error("got a chaincode that dialled, want a server")
	}
	env := r.list("env")
	for _, want := range []string{
		"GOMAXPROCS=3", "COLOUR=red", "GODEBUG=gctrace=1", "CHAINCODE_ID=asset:1", "CORE_CHAINCODE_ID_NAME=asset:1",
		"CORE_PEER_LOCALMSPID=Org1MSP", "CORE_PEER_TLS_ENABLED=false",
	} {
		if !slices.Contains(env, want) {
			t.Errorf("got no %s in %q", want, env)
		}
	}
	if !slices.ContainsFunc(env, func(e string) bool { return strings.HasPrefix(e, "TZ=") && strings.HasSuffix(e, "/zone") }) {
		t.Errorf("got no TZ with a file in %q", env)
	}
	if dir := r.text("dir"); filepath.Base(dir) != "elsewhere" {
		t.Errorf("got the working folder %s, want elsewhere", dir)
	}
	second, err := r.Dial(within(t, 5*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
	var reply any
	if r.ask(&reply, "exit") {
		t.Errorf("got %v, want the end", reply)
	}
	<-r.Done()
	if got := r.Exit(); got != (Exit{Code: 3}) {
		t.Errorf("got %+v, want exit code 3", got)
	}
}

func TestDialler(t *testing.T) {
	g := open(t, Limits{}, "dial")
	g.classic = true // the subject does not link shim.Start
	r := start(t, g, Traits{})
	if r.link.Dialled {
		t.Error("got a server, want a chaincode that dialled")
	}
	args := r.list("args")
	if last := args[len(args)-1]; len(args) != 3 || !strings.HasPrefix(last, "-peer.address=127.0.0.1:") {
		t.Errorf("got the arguments %q, want dial and -peer.address", args)
	}
	if _, err := r.Dial(within(t, time.Second)); err == nil {
		t.Error("got a connection to a chaincode without a server")
	}
}

func TestOnlyClient(t *testing.T) {
	g := openProgram(t, Program{Path: subject(), Args: []string{"dial"}, OnlyClient: true}, Limits{})
	g.classic = true // the subject does not link shim.Start
	for _, pair := range start(t, g, Traits{}).list("env") {
		if strings.HasPrefix(pair, "CHAINCODE_SERVER_ADDRESS=") {
			t.Errorf("got %s, want none", pair)
		}
	}
}

func TestOurEnvironmentStaysHere(t *testing.T) {
	t.Setenv("TALLYSTICK_TEST_SECRET", "hunter2")
	r := start(t, open(t, Limits{}, "serve"), Traits{})
	if env := strings.Join(r.list("env"), "\n"); strings.Contains(env, "hunter2") {
		t.Errorf("got the secret in %s", env)
	}
}

func TestFlood(t *testing.T) {
	r := start(t, open(t, Limits{Log: 4096}, "serve"), Traits{})
	r.text("flood %d", 32<<20)
	r.Kill()
	<-r.Done()
	log := string(r.Log())
	if len(log) > 4200 || !strings.HasPrefix(log, "xxx") || !strings.HasSuffix(log, "the end\n") || !strings.Contains(log, "bytes cut]") {
		t.Errorf("got %d bytes of log: %.50q ... %q", len(log), log, log[max(0, len(log)-60):])
	}
	if exit := r.Exit(); exit.Signal != "killed" || exit.Code != -1 {
		t.Errorf("got %+v, want killed", exit)
	}
}

func TestDump(t *testing.T) {
	r := start(t, open(t, Limits{Log: 4096}, "serve"), Traits{})
	r.text("goroutines 2000")
	dump, err := r.Dump(within(t, 30*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(dump, "\ncreated by main.more"); got != 2000 {
		t.Errorf("got %d goroutines in the dump, want 2000", got)
	}
	if got := r.Exit().Code; got != 2 {
		t.Errorf("got exit code %d, want 2", got)
	}
}

func TestMemoryLimit(t *testing.T) {
	r := start(t, open(t, Limits{Memory: 64 << 20}, "serve"), Traits{})
	before, err := r.RSS()
	if err != nil || before < 1<<20 || before > 64<<20 {
		t.Errorf("got %d bytes of memory, %v", before, err)
	}
	var reply any
	for r.ask(&reply, "allocate %d", 4<<20) {
	}
	<-r.Done()
	if why := r.Exit().Why; !strings.HasPrefix(why, "memory limit: ") || !strings.HasSuffix(why, " MB of 64 MB") {
		t.Errorf("got %+v, want the memory limit", r.Exit())
	}
}

func TestNothingIsLeft(t *testing.T) {
	g := open(t, Limits{}, "leaver")
	r := start(t, g, Traits{})
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-r.Done():
	default:
		t.Error("a process lives after Close")
	}
	if _, err := g.Start(within(t, time.Second), Traits{}); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v, want %v", err, ErrClosed)
	}
}

func TestTLS(t *testing.T) {
	g := openProgram(t, Program{Path: subject(), TLS: &TLS{Key: []byte("the key"), Cert: []byte("the certificate"), ClientCA: []byte("the CA")}}, Limits{})
	r := start(t, g, Traits{})
	env := r.list("env")
	for name, want := range map[string]string{
		"CHAINCODE_TLS_KEY": "the key", "CHAINCODE_TLS_CERT": "the certificate", "CHAINCODE_CLIENT_CA_CERT": "the CA",
		"CORE_TLS_CLIENT_KEY_FILE": "the key", "CORE_TLS_CLIENT_CERT_FILE": "the certificate", "CORE_PEER_TLS_ROOTCERT_FILE": "the CA",
		"CORE_TLS_CLIENT_KEY_PATH": "dGhlIGtleQ==", "CORE_TLS_CLIENT_CERT_PATH": "dGhlIGNlcnRpZmljYXRl",
	} {
		i := slices.IndexFunc(env, func(pair string) bool { return strings.HasPrefix(pair, name+"=") })
		if i < 0 {
			t.Errorf("got no %s", name)
			continue
		}
		if got := r.text("read %s", strings.TrimPrefix(env[i], name+"=")); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if !slices.Contains(env, "CHAINCODE_TLS_DISABLED=false") || !slices.Contains(env, "CORE_PEER_TLS_ENABLED=true") {
		t.Errorf("got %q, want TLS", env)
	}
	for _, pair := range env {
		if key, ok := strings.CutPrefix(pair, "CHAINCODE_TLS_KEY="); ok {
			if mode := r.text("mode %s", key); mode != "-rw-------" {
				t.Errorf("got the key's mode %s, want -rw-------", mode)
			}
		}
	}
}
