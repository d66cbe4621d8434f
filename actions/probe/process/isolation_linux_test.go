package process

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// jailed is a Ground with all isolation, or the test is over.
func jailed(t testing.TB, p Program, l Limits) *Ground {
	t.Helper()
	if p.Path == "" {
		p.Path = subject()
	}
	g := openProgram(t, p, l)
	if w, ok := g.launcher.(*warden); !ok || !w.setup.Jailed {
		t.Skipf("there are no namespaces here: %v", g.Missing())
	}
	return g
}

func lacks(g *Ground, what string) bool {
	return slices.ContainsFunc(g.Missing(), func(m Missing) bool { return m.What == what })
}

func TestHostname(t *testing.T) {
	g := jailed(t, Program{}, Limits{})
	for _, name := range []string{"peer0.org1.example.com", "peer0.org2.example.com", ""} {
		want := name
		if want == "" {
			want = defaultHostname
		}
		if got := start(t, g, Traits{Hostname: name}).text("hostname"); got != want {
			t.Errorf("got the hostname %s, want %s", got, want)
		}
	}
}

func TestNoNetwork(t *testing.T) {
	g := jailed(t, Program{}, Limits{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	r := start(t, g, Traits{})
	for _, address := range []string{"tcp " + l.Addr().String(), "tcp 192.0.2.1:80", "udp 192.0.2.1:53", "tcp [2001:db8::1]:80", "unix /run/docker.sock"} {
		if got := r.text("dial %s", address); !strings.HasPrefix(got, "error: ") {
			t.Errorf("%s: got %s, want an error", address, got)
		}
	}
}

func TestNoFiles(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("hunter2"), 0o644); err != nil {
		t.Fatal(err)
	}
	g := jailed(t, Program{}, Limits{Files: 8 << 20})
	r := start(t, g, Traits{Dir: "somewhere"})
	if got := r.text("read %s", secret); !strings.HasPrefix(got, "error: ") {
		t.Errorf("got %q, want an error", got)
	}
	want := []string{"/chaincode", "/dev", "/etc", "/somewhere", "/tmp"}
	if !lacks(g, noProc) {
		want = append(want, "/proc")
		slices.Sort(want)
	}
	if got := r.list("list /*"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := r.list("list /etc/*"); !slices.Equal(got, []string{"/etc/hosts", "/etc/passwd"}) {
		t.Errorf("got %q", got)
	}
	for _, command := range []string{"write /tmp/a 1000", "write /somewhere/a 1000", "write /dev/null 1000"} {
		if got := r.text("%s", command); got != "<nil>" {
			t.Errorf("%s: got %s", command, got)
		}
	}
	for _, command := range []string{"write /chaincode 1", "write /tmp/b 9000000"} {
		if got := r.text("%s", command); !strings.HasPrefix(got, "error: ") {
			t.Errorf("%s: got %s, want an error", command, got)
		}
	}
	if got := start(t, g, Traits{}).list("list /tmp/*"); len(got) != 0 {
		t.Errorf("got %q of another replica, want nothing", got)
	}
}

// TestNoFilesOfOurs checks that nothing is open but what a process should have.
func TestNoFilesOfOurs(t *testing.T) {
	r := start(t, jailed(t, Program{Args: []string{"files"}}, Limits{}), Traits{Clock: time.Hour})
	r.Kill()
	<-r.Done()
	first, _, _ := strings.Cut(string(r.Log()), "\n")
	words := strings.Fields(first)
	if len(words) != 3 || words[0] != "/dev/null" || !strings.HasPrefix(words[1], "pipe:") || words[1] != words[2] {
		t.Errorf("got the files %q, want /dev/null and a pipe twice", words)
	}
}

func TestNotRoot(t *testing.T) {
	g := jailed(t, Program{}, Limits{})
	r := start(t, g, Traits{})
	var id []int
	r.ask(&id, "id")
	if !slices.Equal(id, []int{nonroot, nonroot, 1}) {
		t.Errorf("got user, group and process %v, want %d, %d and 1", id, nonroot, nonroot)
	}
	status := r.text("status")
	for _, want := range []string{"CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1"} {
		if !strings.Contains(status, want) && !lacks(g, noProc) {
			t.Errorf("got no %s in %s", want, status)
		}
	}
	info, err := os.Stat(procFile(r.PID(), ""))
	if err != nil {
		t.Fatal(err)
	}
	if owner := fmt.Sprint(info.Sys()); os.Geteuid() == 0 && !lacks(g, noUser) && !strings.Contains(owner, " 65532 65532 ") {
		t.Errorf("got the owner %s, want %d", owner, nonroot)
	}
}

func TestLimits(t *testing.T) {
	r := start(t, open(t, Limits{Files: 1 << 20, Memory: 100 << 20}), Traits{})
	text := r.text("limits")
	for _, want := range []string{"core 0", "files 1048576", "data 1493172224"} {
		if !strings.Contains(text, want) {
			t.Errorf("got %s, want %s", text, want)
		}
	}
}

func TestClock(t *testing.T) {
	g := open(t, Limits{})
	const ahead = 40 * 24 * time.Hour
	r := start(t, g, Traits{Clock: ahead})
	if lacks(g, NoClock) {
		t.Skip(g.Missing())
	}
	for range 3 {
		before := time.Now().Add(ahead)
		got, err := time.Parse(time.RFC3339Nano, r.text("date"))
		if err != nil {
			t.Fatal(err)
		}
		if after := time.Now().Add(ahead); got.Before(before.Round(0)) || got.After(after.Round(0)) {
			t.Errorf("got %v, want between %v and %v", got, before, after)
		}
	}
	// A timer of 20 ms takes as long by either clock.
	var passed []time.Duration
	r.ask(&passed, "timer")
	if passed[0] < 20*time.Millisecond || passed[0] > 10*time.Second || passed[1] < 20*time.Millisecond || passed[1] > 10*time.Second {
		t.Errorf("got %v on the monotonic and the wall clock, want 20ms", passed)
	}
	if real := start(t, g, Traits{}); !strings.Contains(real.text("date"), time.Now().Format("2006-01")) {
		t.Errorf("a replica without the trait has another clock: %s", real.text("date"))
	}
}

func TestFrozenClock(t *testing.T) {
	g := open(t, Limits{})
	r := start(t, g, Traits{Frozen: true})
	if lacks(g, NoClock) {
		t.Skip(g.Missing())
	}
	first := r.text("date")
	var passed []time.Duration
	r.ask(&passed, "timer")
	if passed[0] < 20*time.Millisecond || passed[1] != 0 {
		t.Errorf("got %v on the monotonic and the wall clock, want 20ms and nothing", passed)
	}
	if second := start(t, g, Traits{Frozen: true}).text("date"); second != first {
		t.Errorf("got %s, want %s", second, first)
	}
}

func TestForkBomb(t *testing.T) {
	g := open(t, Limits{Processes: 100})
	r := start(t, g, Traits{})
	var reply any
	if r.ask(&reply, "fork 300") && r.ask(&reply, "timer") {
		<-r.Done()
	}
	<-r.Done()
	if why := r.Exit().Why; !strings.HasPrefix(why, "process limit: ") {
		t.Errorf("got %+v, want the process limit", r.Exit())
	}
}

func TestWritable(t *testing.T) {
	host, err := os.MkdirTemp("", "tallystick-writable-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(host)
	g := openProgram(t, Program{Path: subject(), Writable: []Mount{{Host: host}}}, Limits{})
	r := start(t, g, Traits{})
	if got := r.text("write %s/covered 3", host); got != "<nil>" {
		t.Error(got)
	}
	if info, err := os.Stat(filepath.Join(host, "covered")); err != nil || info.Size() != 3 {
		t.Errorf("got %v, %v", info, err)
	}
}
