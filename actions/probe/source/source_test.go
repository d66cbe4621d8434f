package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
)

func load(t *testing.T, dir, main string) *Code {
	t.Helper()
	f, err := chaincode.New(context.Background(), dir, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.Main(context.Background(), main)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Load(context.Background(), f, m)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Incomplete) > 0 {
		t.Fatalf("the checks did not see everything: %q", c.Incomplete)
	}
	return c
}

// line is a place as "path: what stands there".
func line(t *testing.T, dir string, p Place) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p.Path)))
	if err != nil {
		t.Fatal(err)
	}
	return p.Path + ": " + strings.TrimSpace(strings.Split(string(data), "\n")[p.Line-1])
}

// found is what a test wants to find.
type found struct {
	function string
	cause    Cause
	key      string
	rule     string
	line     string // how it begins
}

func (want found) check(t *testing.T, dir string, c *Code) {
	t.Helper()
	list := c.Find(want.function, want.cause, want.key)
	if len(list) == 0 {
		t.Errorf("%s %s: nothing found", want.function, want.cause)
		return
	}
	got := list[0]
	if text := line(t, dir, got); got.Rule != want.rule || !strings.HasPrefix(text, want.line) {
		t.Errorf("%s %s: got %q by %q, want %q by %q\n%+v", want.function, want.cause, text, got.Rule, want.line, want.rule, list)
	}
	if last := list[len(list)-1]; (last.Why == "no check names the line") != (want.rule == "") {
		t.Errorf("%s %s: the last place is %+v", want.function, want.cause, last)
	}
}

var (
	twins     = filepath.Join("..", "testdata", "twins")
	plain     = filepath.Join("..", "testdata", "plain")
	contracts = filepath.Join("testdata", "contracts")
)

func TestTwins(t *testing.T) {
	c := load(t, twins, "")
	for _, want := range []found{
		{"ClockState", Clock, "k", "walltime", "time.go: return ctx.GetStub().PutState(key, []byte(clock.Stamp()))"},
		{"clockState", Clock, "", "walltime", "time.go: return ctx.GetStub().PutState(key, []byte(clock.Stamp()))"},
		{"Contract:ClockState", Clock, "", "walltime", "time.go: return ctx.GetStub().PutState(key, []byte(clock.Stamp()))"},
		{"ClockResponse", Order, "", "walltime", "time.go: return time.Now()"},
		{"ClockEvent", Clock, "", "walltime", "time.go: if err := ctx.GetStub().SetEvent("},
		{"Date", Clock, "k", "walltime", "time.go: return ctx.GetStub().PutState(key, []byte(time.Now()"},
		{"LocalTime", Zone, "k", "localtime", "time.go: return ctx.GetStub().PutState(key, []byte(ts.AsTime().Local()"},
		{"Environment", Environment, "k", "hostread", "host.go: return ctx.GetStub().PutState(key, []byte(os.Getenv("},
		{"Hostname", Hostname, "k", "hostread", "host.go: host, err := os.Hostname()"},
		{"WorkingDir", Folder, "k", "hostread", "host.go: dir, err := os.Getwd()"},
		{"NumCPU", Processors, "k", "hostread", "host.go: return ctx.GetStub().PutState(key, []byte(strconv.Itoa(runtime.NumCPU"},
		{"MaxProcs", Processors, "k", "hostread", "host.go: return ctx.GetStub().PutState(key, []byte(strconv.Itoa(runtime.GOMAXPROCS"},
		{"ProcessID", Process, "k", "hostread", "host.go: return ctx.GetStub().PutState(key, []byte(strconv.Itoa(os.Getpid"},
		{"Counter", Process, "k", "globalstate", "process.go: counter++"},
		{"Cache", Process, "k", "globalstate", "process.go: cache[key] = data"},
		{"Address", Address, "k", "ptrformat", "process.go: return ctx.GetStub().PutState(key, fmt.Appendf(nil, \"%p\""},
		{"FirstOfTwo", Order, "k", "mapiter", "order.go: return ctx.GetStub().PutState(key, []byte(pick.First("},
		{"FirstOfSix", Order, "k", "mapiter", "order.go: for first := range"},
		{"TwoRanges", Order, "", "mapiter", "order.go: for start, end := range"},
		{"Goroutines", Order, "k", "stubshare", "order.go: all.Go("},
		{"Finish", Order, "k", "goroutine", "order.go: go func"},
		{"RandomRead", Order, "k", "random", "random.go: if _, err := ctx.GetStub().GetState("},
		{"RandomKey", Order, "", "random", "random.go: return ctx.GetStub().PutState(rand.Text()"},
		{"PrivateSalt", Order, "", "random", "random.go: if _, err := rand.Read(salt)"},
		// What no check names.
		{"Create", Clock, "k", "", "asset.go: func (c *Contract) Create"},
		// What a check says, but of another cause.
		{"Hostname", Folder, "k", "", "host.go: func (c *Contract) Hostname"},
	} {
		want.check(t, twins, c)
	}
	related := c.Find("ClockState", Clock, "k")[0].Related
	if last := related[len(related)-1]; last.Path != "clock/clock.go" || last.Message != "time.Now is called" {
		t.Errorf("got %+v, want the line in clock.Stamp as well", related)
	}
	for _, cause := range []Cause{Any, Clock, Process, Order} {
		for _, function := range []string{"MapWrites", "Create", "Read", "Transfer", "Delete", "List", "Tag", "Tagged", "TxTime"} {
			for _, p := range c.Find(function, cause, "k") {
				if p.Rule != "" {
					t.Errorf("%s has no fault, got %+v", function, p)
				}
			}
		}
	}
	if list := c.Find("Absent", Clock, ""); list != nil {
		t.Errorf("got %+v of a function that is not there", list)
	}
}

// TestShim finds handlers by every way that plain has.
func TestShim(t *testing.T) {
	c := load(t, plain, "")
	for _, want := range []found{
		{"stamp", Clock, "k", "walltime", "main.go: return answer(stub.PutState(args[0], []byte(time.Now()"},
		{"stampAgain", Clock, "k", "walltime", "main.go: return answer(stub.PutState(args[0], []byte(time.Now()"},
		{"draw", Order, "k", "random", "handlers.go: return answer(stub.PutState(args[0], []byte(strconv.Itoa(rand"},
		{"count", Process, "k", "globalstate", "main.go: c.seen[args[0]]++"},
		{"save", Environment, "k", "hostread", "store/store.go: return stub.PutState(key, []byte(os.Getenv("},
		{"host", Hostname, "k", "hostread", "handlers.go: name, err := os.Hostname()"},
		{"first", Order, "k", "mapiter", "handlers.go: for key := range"},
		{"zone", Zone, "k", "localtime", "handlers.go: return answer(stub.PutState(args[0], []byte(ts.AsTime().Local()"},
		// Another function's fault is not this one's.
		{"put", Clock, "k", "", "main.go: func (c *chaincode) put("},
		{"put", Process, "k", "", "main.go: func (c *chaincode) put("},
		{"zone", Clock, "k", "", "handlers.go: func zone("},
		{"absent", Clock, "k", "walltime", "main.go: return answer("},
	} {
		want.check(t, plain, c)
	}
}

// TestContracts finds functions by the contract's name, and prefers what
// writes the key.
func TestContracts(t *testing.T) {
	c := load(t, contracts, ".")
	for _, want := range []found{
		{"First:Stamp", Clock, "moment1", "walltime", `main.go: return ctx.GetStub().PutState("moment"+text, []byte(time.Now()`},
		{"Stamp", Clock, "moment1", "walltime", `main.go: return ctx.GetStub().PutState("moment"+text, []byte(time.Now()`},
		{"Stamp", Clock, "other", "walltime", `main.go: if err := ctx.GetStub().PutState("other", []byte(time.Now()`},
		{"Inherited", Clock, "k", "walltime", "main.go: return ctx.GetStub().PutState(key, []byte(time.Now().String())) // Base"},
		{"org.example.second:Stamp", Clock, "k", "walltime", "other/other.go: return ctx.GetStub().PutState(key, []byte(time.Now().UTC().String())) // Second"},
		{"third:stamp", Clock, "k", "walltime", "other/other.go: return ctx.GetStub().PutState(key, []byte(time.Now().UTC().String())) // Third"},
		{"third:Quiet", Clock, "seen", "walltime", `main.go: return ctx.GetStub().PutState("seen", []byte(time.Now().UTC().String())) // before`},
	} {
		want.check(t, contracts, c)
	}
}

// TestUnnamed: where no check names a line, the suspects are shown with the way
// to them.
func TestUnnamed(t *testing.T) {
	c := load(t, contracts, "./chosen")
	found{"Chosen", Order, "k", "", "chosen/pick/pick.go: for key, n := range m"}.check(t, contracts, c)
	if why := c.Find("Chosen", Order, "k")[0].Why; why != "Chosen > pick.Loud (chosen/main.go:17); no check names the line" {
		t.Errorf("got %q", why)
	}
}

// TestRecorded: the recorded chaincode's contract is in one package, and starts
// in another.
func TestRecorded(t *testing.T) {
	dir := filepath.Join("..", "testdata", "vectors", "chaincode")
	c := load(t, dir, "./kitchen")
	found{"Par", Order, "", "stubshare", "kitchen/main.go: go func() {"}.check(t, dir, c)
	for _, function := range []string{"Put", "ReadOwn", "WriteTwice", "RangeWrite", "Composite", "Event", "PvtPut", "Who", "TwoRanges"} {
		found{function, Any, "", "", "kitchen/main.go: "}.check(t, dir, c)
	}
}

// TestBadSource: what cannot be read is said, with a cure.
func TestBadSource(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) (*Code, error) {
		if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := chaincode.New(t.Context(), dir, os.Environ())
		if err != nil {
			t.Fatal(err)
		}
		return Load(t.Context(), f, chaincode.Main{ImportPath: "example.com/bad"})
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/bad\n\ngo 1.26\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"package main\n\nfunc main() { undefined() }\n", "package main\n\nfunc main( {\n", "package main\n\nimport _ \"example.com/absent\"\n",
	} {
		c, err := write(text)
		if c != nil || action.ExitOf(err) != action.ExitNotAnalysed || action.HintOf(err) == "" {
			t.Errorf("got %v, %q", err, action.HintOf(err))
		}
	}
	c, err := write("package main\n\nfunc main() {}\n")
	if err != nil || c.Find("Stamp", Clock, "") != nil {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f := &chaincode.Finder{Dir: dir, Mod: "-mod=readonly"}
	if _, err := Load(ctx, f, chaincode.Main{ImportPath: "example.com/bad"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestRules: somebody has thought of every check.
func TestRules(t *testing.T) {
	for _, a := range slices.Concat(checks.Suite, checks.OptIn) {
		if _, known := fitsOf(a.Name); !known {
			t.Errorf("fitsOf does not know the check %s: say what it has to do with, or that it is nothing", a.Name)
		}
	}
	if list := telling(); !slices.ContainsFunc(list, func(a *analysis.Analyzer) bool { return a.Name == "walltime" }) {
		t.Errorf("got %v", list)
	}
}
