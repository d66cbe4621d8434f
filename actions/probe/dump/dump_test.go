package dump

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// own is the module of testdata/program.
var own = Own{Module: "example.com/program"}

// built builds testdata/program, as images are built and as go run does.
type built struct {
	once sync.Once
	path string
	err  error
}

func (b *built) build(dir string, flags ...string) (string, error) {
	b.once.Do(func() {
		b.path = filepath.Join(dir, "program")
		cmd := exec.Command("go", append(append([]string{"build", "-mod=mod", "-o", b.path}, flags...), ".")...)
		cmd.Dir, cmd.Env = filepath.Join("testdata", "program"), append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			b.err = errors.New(string(out))
		}
	})
	return b.path, b.err
}

type programs struct{ stripped, plain built }

var shared = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "dump") })

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := shared(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

var all programs

// program is the stripped one.
func program(t *testing.T) string {
	t.Helper()
	dir, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	path, err := all.stripped.build(dir, "-trimpath", "-ldflags=-s -w")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// quitting runs a program until it is ready, sends SIGQUIT, and gives what it
// said.
func quitting(t *testing.T, env string, path string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(path, args...)
	var stderr bytes.Buffer
	cmd.Stderr, cmd.Env = &stderr, []string{"GOMAXPROCS=4", env}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); err != nil || line != "ready\n" {
		t.Errorf("got %q, %v, want ready", line, err)
	}
	if err := cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Error(err)
	}
	if cmd.Wait() == nil {
		t.Error("the program ended well, want that it was ended")
	}
	return stderr.Bytes()
}

// dying runs a program that ends by itself.
func dying(t *testing.T, env string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program(t), args...)
	var stderr bytes.Buffer
	cmd.Stderr, cmd.Env = &stderr, []string{env}
	if cmd.Run() == nil {
		t.Error("the program ended well, want that it died")
	}
	return stderr.Bytes()
}

func samples(t *testing.T, function string, calls ...int) []Sample {
	t.Helper()
	var list []Sample
	for _, n := range calls {
		log := quitting(t, "GOTRACEBACK=all", program(t), function, strconv.Itoa(n))
		list = append(list, Sample{n, Parse(log)})
	}
	return list
}

// line is where a comment marks a line of the program's asset.go.
func line(t *testing.T, mark string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "program", "asset", "asset.go"))
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(text), "// here: "+mark+"\n")
	if !ok {
		t.Fatalf("no line has the mark %s", mark)
	}
	return 1 + strings.Count(before, "\n")
}

func at(t *testing.T, mark string) string { return "asset.go:" + strconv.Itoa(line(t, mark)) }

func TestLeaksOfARealProgram(t *testing.T) {
	for _, test := range []struct{ function, want, state, where string }{
		{
			"Leak", "2.00 goroutines per call, created at " + at(t, "leak") + " by example.com/program/asset.(*Contract).Leak",
			"select (no cases)", at(t, "leak"),
		},
		{"Often", "0.26 goroutines per call, created at " + at(t, "often") + " by example.com/program/asset.(*Contract).Often", "chan send", at(t, "forget")},
		{"Clean", "", "", ""},
		{"Pool", "", "", ""},
	} {
		leaks, err := Leaks(own, samples(t, test.function, 1, 20, 40)...)
		if err != nil {
			t.Fatal(err)
		}
		if test.want == "" {
			if len(leaks) > 0 {
				t.Errorf("%s: got %v, want none", test.function, leaks)
			}
			continue
		}
		if len(leaks) != 1 || leaks[0].String() != test.want || leaks[0].Kind != OfCode {
			t.Errorf("%s: got %v, want %s", test.function, leaks, test.want)
			continue
		}
		if l := leaks[0]; l.State != test.state || l.Where.At() != test.where {
			t.Errorf("%s: got %s at %s, want %s at %s", test.function, l.State, l.Where.At(), test.state, test.where)
		}
	}
}

func TestTransactionsThatNeverEndAreALeakOfThem(t *testing.T) {
	var list []Sample
	for _, n := range []int{1, 3, 6} {
		list = append(list, Sample{n, Parse(quitting(t, "GODEBUG=tracebackancestors=2", program(t), "Get", strconv.Itoa(n), "[chan receive"))})
	}
	leaks, err := Leaks(own, list...)
	if err != nil {
		t.Fatal(err)
	}
	if len(leaks) != 1 || leaks[0].Kind != OfTransaction || leaks[0].PerCall != 1 || leaks[0].Where.At() != at(t, "get") {
		t.Errorf("got %+v, want one of transactions, in the call of GetState", leaks)
	}
	// main started the shim, which started them.
	if len(leaks) == 1 && leaks[0].Origin.Function != "main.main" {
		t.Errorf("got the origin %s, want main.main", leaks[0].Origin)
	}
}

func TestStuckTransactionsOfARealProgram(t *testing.T) {
	for _, test := range []struct{ function, text, reason, at, call string }{
		{"Lock", "[sync.Mutex.Lock", ForLock, at(t, "lock"), "sync.(*Mutex).Lock"},
		{"Get", "[chan receive", ForPeer, at(t, "get"), "github.com/hyperledger/fabric-chaincode-go/v2/shim.(*Stub).GetState"},
		{"Sleep", "[sleep", ForTime, at(t, "sleep"), "time.Sleep"},
		{"Thread", "[select (no cases)", ForEver, at(t, "thread"), ""},
		{"Wait", "[sync.WaitGroup.Wait|[chan send", ForGroup, at(t, "wait"), "sync.(*WaitGroup).Wait"},
		{"Busy", ".Busy(", Running, at(t, "busy"), ""},
	} {
		log := quitting(t, "GOTRACEBACK=crash", program(t), append([]string{test.function, "1"}, strings.Split(test.text, "|")...)...)
		list := Transactions(Parse(log), own)
		if len(list) != 1 {
			t.Errorf("%s: got %+v, want one transaction", test.function, list)
			continue
		}
		got := list[0]
		if got.Reason != test.reason || got.Own.At() != test.at || got.Call != test.call || got.Init {
			t.Errorf("%s: got %+v, want that it %s at %s in %q", test.function, got, test.reason, test.at, test.call)
		}
		if test.function == "Wait" && (len(got.Started) != 1 || got.Started[0].Reason != ForChannel || got.Started[0].Own.At() != at(t, "forget")) {
			t.Errorf("got %+v, want the goroutine that it waits for", got.Started)
		}
		if c := Died(log); c != nil {
			t.Errorf("%s: got %+v, want no crash: it was told to quit", test.function, c)
		}
	}
}

func TestBusyWithoutAStack(t *testing.T) {
	log := quitting(t, "GOTRACEBACK=all", program(t), "Busy", "1", ".Busy(")
	list := Transactions(Parse(log), own)
	if len(list) != 1 || list[0].Reason != Running {
		t.Errorf("got %+v, want one that runs", list)
	}
}

func TestCrashesOfARealProgram(t *testing.T) {
	for _, test := range []struct{ function, kind, message, at string }{
		{"Nil", Panic, "runtime error: invalid memory address or nil pointer dereference", at(t, "nil")},
		{"Again", Panic, "again:\nfirst", at(t, "first")},
		{"Race", Fatal, "concurrent map writes", at(t, "race")},
		{"Deep", Fatal, "stack overflow", at(t, "deep")},
		{"Fatal", Fatal, "sync: unlock of unlocked mutex", at(t, "fatal")},
		{"Deadlock", Fatal, "all goroutines are asleep - deadlock!", "main.go:24"},
	} {
		log := append([]byte("panic: a line of the log\n\ngoroutine stories\n"), dying(t, "", test.function, "1")...)
		c := Died(log)
		if c == nil || c.Goroutine == nil {
			t.Errorf("%s: got %+v, want a crash in:\n%.2000s", test.function, c, log)
			continue
		}
		f, _ := c.Where(own)
		if c.Kind != test.kind || c.Message != test.message || f.At() != test.at {
			t.Errorf("%s: got %s %q at %s, want %s %q at %s", test.function, c.Kind, c.Message, f, test.kind, test.message, test.at)
		}
		if test.function == "Again" && (len(c.Earlier) != 1 || c.Earlier[0] != "first") {
			t.Errorf("got %q, want the first panic", c.Earlier)
		}
		if test.function == "Nil" && !strings.HasPrefix(c.Detail, "[signal SIGSEGV: segmentation violation") {
			t.Errorf("got %q, want the signal", c.Detail)
		}
		if want := 1 + bytes.Count(log[:bytes.LastIndex(log, []byte(c.Kind+": "))], []byte("\n")); test.function != "Again" && c.Line != want {
			t.Errorf("%s: got line %d, want %d", test.function, c.Line, want)
		}
	}
}

func TestCrashWithoutAStack(t *testing.T) {
	c := Died(dying(t, "GOTRACEBACK=none", "Nil", "1"))
	if c == nil || c.Goroutine != nil || !strings.Contains(c.Message, "nil pointer") {
		t.Errorf("got %+v, want the message alone", c)
	}
}

func TestWhatIsLoggedIsNoCrashAndNoGoroutine(t *testing.T) {
	log := quitting(t, "GOTRACEBACK=all", program(t), "Logged", "5")
	if !bytes.Contains(log, []byte("panic: survived")) {
		t.Fatalf("got %s, want the program's log", log)
	}
	if c := Died(log); c != nil {
		t.Errorf("got %+v, want none", c)
	}
	if n := len(Created(Parse(log))); n != 0 {
		t.Errorf("got %d go statements, want none: what they made has ended", n)
	}
}

func TestWithPaths(t *testing.T) {
	dir, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	path, err := all.plain.build(filepath.Join(dir, "plain"))
	if err != nil {
		t.Fatal(err)
	}
	abs, err := filepath.Abs(filepath.Join("testdata", "program", "asset", "asset.go"))
	if err != nil {
		t.Fatal(err)
	}
	want := Place{"example.com/program/asset.(*Contract).Leak", abs, line(t, "leak")}
	if got := Created(Parse(quitting(t, "", path, "Leak", "3"))); got[want] != 6 {
		t.Errorf("got %v, want 6 by %s", got, want)
	}
}
