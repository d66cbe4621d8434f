package checks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/internal/flow"
)

const (
	longLines = 20_000
	longLimit = 2 * time.Minute // for all checks together: what is not linear takes hours
)

// TestLongFunction runs every check on one function of 20,000 lines and prints
// what each takes beside what they share (-v). Generated code is like that,
// and a check that looks at the whole function for every call never ends.
func TestLongFunction(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	dir := checktest.Dir(t)
	write(t, filepath.Join(dir, "src", "long", "long.go"), longFunction())
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax, Dir: dir,
		Env: append(os.Environ(), "GOPATH="+dir, "GO111MODULE=off", "GOWORK=off", "GOFLAGS="),
	}, "long")
	if err != nil || len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		t.Fatalf("loading: %v, %v", err, pkgs[0].Errors)
	}
	watch := &stopwatch{seconds: map[string]float64{}}
	var timed []*analysis.Analyzer
	for _, a := range checks.Documented() {
		timed = append(timed, watch.timed(a))
	}
	done := make(chan error, 1)
	go func() {
		for _, list := range [][]*analysis.Analyzer{{watch.timed(flow.Analyzer)}, timed} {
			if _, err := checker.Analyze(list, pkgs, &checker.Options{Sequential: true}); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(longLimit):
		t.Fatalf("%s does not end: %v is over, for a function of %d lines; before it\n%s", watch.now(), longLimit, longLines, watch.print())
	}
	t.Logf("a function of %d lines\n%s", longLines, watch.print())
}

// stopwatch knows how long each analyzer ran on the long function.
type stopwatch struct {
	mu      sync.Mutex
	names   []string
	seconds map[string]float64
	running string
}

func (w *stopwatch) now() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.running
}

// timed is an analyzer that is measured, without what it requires.
func (w *stopwatch) timed(a *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		w.mu.Lock()
		w.running = a.Name
		w.mu.Unlock()
		start := time.Now()
		result, err := a.Run(pass)
		w.mu.Lock()
		defer w.mu.Unlock()
		if _, known := w.seconds[a.Name]; !known {
			w.names = append(w.names, a.Name)
		}
		w.seconds[a.Name] += time.Since(start).Seconds()
		return result, err
	}
	return &b
}

func (w *stopwatch) print() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var b strings.Builder
	for _, name := range w.names {
		fmt.Fprintf(&b, "%8.2f s  %s\n", w.seconds[name], name)
	}
	return b.String()
}

// longFunction is a transaction that does everything that checks look at, over
// and over, with values that go on to the end.
func longFunction() string {
	const block = `
	asset%[1]d := Asset{ID: id, Amount: total}
	if len(list) > %[1]d {
		asset%[1]d.ID = list[%[1]d]
	}
	for name, amount := range amounts {
		if amount > total {
			total, text = amount, name
		}
	}
	if at := time.Now(); total > %[1]d {
		asset%[1]d.At = at.String()
	}
	data%[1]d, err := json.Marshal(asset%[1]d)
	if err != nil {
		return err
	}
	old%[1]d, err := stub.GetState("old" + text)
	if err != nil {
		return err
	}
	if old%[1]d != nil {
		text += string(old%[1]d)
	}
	found%[1]d, err := stub.GetStateByRange("a%[1]d", text)
	if err != nil {
		return err
	}
	for found%[1]d.HasNext() {
		entry, err := found%[1]d.Next()
		if err != nil {
			return err
		}
		keys = append(keys, entry.Key)
	}
	if err := found%[1]d.Close(); err != nil {
		return err
	}
	counter = total
	c.last = text
	if err := stub.PutState("k%[1]d"+id, data%[1]d); err != nil {
		return err
	}
	if err := put(stub, "text%[1]d", text); err != nil {
		return err
	}
`
	var b strings.Builder
	b.WriteString(`package long

import (
	"encoding/json"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
)

type Contract struct {
	contractapi.Contract
	last string
}

type Asset struct {
	ID, At string
	Amount int
}

var counter int

func put(stub shim.ChaincodeStubInterface, key, value string) error {
	return stub.PutState(key, []byte(value))
}

func (c *Contract) Long(ctx contractapi.TransactionContextInterface, id string, list []string, amounts map[string]int) error {
	stub, total, text := ctx.GetStub(), 0, ""
	var keys []string
`)
	for i := range longLines / strings.Count(block, "\n") {
		fmt.Fprintf(&b, block, i)
	}
	b.WriteString("\tfor _, key := range keys {\n\t\tif err := stub.DelState(key); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n\treturn nil\n}\n")
	return b.String()
}
