package engine_test

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/store"
	"golang.org/x/tools/go/analysis"
)

// Whatever happens to the store, the result is the same.
func TestDamagedStore(t *testing.T) {
	k := keep(t, chain, marks, functions)
	folder := t.TempDir()
	k.req.Store = store.Open(folder)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 12 {
		k.write("low/low.go", low+strings.Repeat("\n", i)+fmt.Sprintf("\nfunc F%d() {}\n", i/3))
		k.run()
		err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			switch random.IntN(4) {
			case 0:
				return os.Remove(path)
			case 1:
				return os.Truncate(path, int64(random.IntN(64)))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		k.run()
	}
}

// A store that cannot be used costs time and nothing else.
func TestUnusableStore(t *testing.T) {
	k := keep(t, chain, marks)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	k.req.Store = store.Open(file)
	for range 2 {
		if _, ran := k.run(); len(ran) != 4 {
			t.Errorf("analysed %q, want all", ran)
		}
	}
	if k.req.Store.Err() == nil {
		t.Error("the store does not say that it keeps nothing")
	}
}

// A file that changes under our eyes is looked at again, and one that never
// stops is no result.
func TestFilesThatChange(t *testing.T) {
	k := keep(t, chain)
	times, changes := 0, 1
	k.req.Analyzers = append(k.req.Analyzers, functions, &analysis.Analyzer{
		Name: "writes", Doc: "d", Run: func(pass *analysis.Pass) (any, error) {
			if pass.Pkg.Path() == "m/low" && times < changes {
				times++
				k.write("mid/mid.go", mid+fmt.Sprintf("\nfunc New%d() {}\n", times))
			}
			return nil, nil
		},
	})
	result, err := engine.Run(t.Context(), k.req)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(told(result), " "); !strings.Contains(got, "func New1") {
		t.Errorf("the new content was not analysed: %s", got)
	}
	k.write("low/low.go", low+"\n\n")
	changes = 100
	k.req.Store = nil
	if _, err = engine.Run(t.Context(), k.req); action.ExitOf(err) != action.ExitNotAnalysed || !strings.Contains(err.Error(), "mid.go") {
		t.Errorf("got %v", err)
	}
}

// Runs at the same time do not disturb each other.
func TestAtTheSameTime(t *testing.T) {
	k := keep(t, chain, marks)
	first, _ := k.run()
	var wg sync.WaitGroup
	for i := range 6 {
		req := k.req
		if i%2 == 0 {
			req.Store = store.Open(t.TempDir())
		}
		wg.Go(func() {
			if result, err := engine.Run(t.Context(), req); err != nil || !reflect.DeepEqual(result, first) {
				t.Errorf("got %+v, %v", result, err)
			}
		})
	}
	wg.Wait()
}

// Settings and lists of analyzers have results of their own, and what was
// made for all analyzers serves some.
func TestOtherAnalyzers(t *testing.T) {
	k := keep(t, chain, marks)
	k.run()
	all := k.req.Analyzers
	k.req.Analyzers = append(slices.Clone(all), functions)
	if result, ran := k.run(); len(ran) != 4 || len(result.Diagnostics) < 5 {
		t.Errorf("analysed %q: %q", ran, told(result))
	}
	k.req.Settings = map[string]string{"functions": "other"}
	if _, ran := k.run(); len(ran) != 4 {
		t.Errorf("other settings: analysed %q", ran)
	}
	k.req.Settings, k.req.Analyzers = nil, all
	if _, ran := k.run(); ran != nil {
		t.Errorf("as at first: analysed %q", ran)
	}
}

// What other code found out has other keys.
func TestOtherCode(t *testing.T) {
	k := keep(t, "-- p.go --\npackage p\n\nimport _ \"errors\"\n", marks)
	k.req.Store = nil
	packs := map[string]string{}
	for _, code := range []string{"some", "other", "some"} {
		k.req.Salt = func() string { return code }
		var b strings.Builder
		if _, err := engine.Pack(t.Context(), k.req, &b); err != nil {
			t.Fatal(err)
		}
		if before, ok := packs[code]; ok && before != b.String() {
			t.Error("the same code has another pack")
		}
		packs[code] = b.String()
	}
	if packs["some"] == packs["other"] {
		t.Error("other code has the same pack")
	}
}

// A pack makes what is immutable known to a store that has nothing.
func TestPack(t *testing.T) {
	k := keep(t, "-- p.go --\npackage p\n\nimport _ \"errors\"\n", functions, marks)
	var bodies sync.Map
	k.req.Analyzers = append(k.req.Analyzers, &analysis.Analyzer{
		Name: "facts", Doc: "d", FactTypes: []analysis.Fact{(*marked)(nil)},
		Run: func(pass *analysis.Pass) (any, error) {
			bodies.Store(pass.Pkg.Path(), len(pass.Files) > 0 && !ast.IsGenerated(pass.Files[0]))
			return nil, nil
		},
	})
	path := filepath.Join(t.TempDir(), "pack")
	for range 2 { // the second with other stores gives the same bytes
		var b strings.Builder
		n, err := engine.Pack(t.Context(), k.req, &b)
		if err != nil || n < 3 {
			t.Fatalf("%d summaries: %v", n, err)
		}
		if before, err := os.ReadFile(path); err == nil && string(before) != b.String() {
			t.Error("a second pack has other bytes")
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		k.req.Store = store.Open(t.TempDir())
	}
	pack, err := store.OpenPack(path)
	if err != nil {
		t.Fatal(err)
	}
	k.req.Store.Use(pack)
	defer k.req.Store.Close()
	bodies.Clear()
	if _, err := engine.Run(t.Context(), k.req); err != nil {
		t.Fatal(err)
	}
	if _, ok := bodies.Load("errors"); ok {
		t.Error("errors was analysed although the pack has it")
	}
	if _, ok := bodies.Load("m"); !ok {
		t.Error("nothing was analysed")
	}
}

type numbered struct{ N int }

func (*numbered) AFact() {}

type lettered struct{ A, B string }

func (*lettered) AFact() {}

// TestSameBytes wants the same records from every process, whatever it met
// first: gob numbers types as they come.
func TestSameBytes(t *testing.T) {
	if os.Getenv("SAME_BYTES") == "" {
		var first string
		for _, order := range []string{"ab", "ba", "ab"} {
			cmd := exec.Command(os.Args[0], "-test.run=^TestSameBytes$")
			cmd.Env = append(os.Environ(), "SAME_BYTES="+order)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			digest, _, _ := strings.Cut(string(out), "\n")
			if first == "" {
				first = digest
			}
			if digest != first || !strings.HasPrefix(digest, "pack ") {
				t.Errorf("order %s: got %s, want %s", order, digest, first)
			}
		}
		return
	}
	exports := func(name string, fact analysis.Fact) *analysis.Analyzer {
		return &analysis.Analyzer{
			Name: name, Doc: "d", FactTypes: []analysis.Fact{fact},
			Run: func(pass *analysis.Pass) (any, error) {
				pass.ExportPackageFact(fact)
				return nil, nil
			},
		}
	}
	k := keep(t, "-- p.go --\npackage p\n\nimport _ \"errors\"\n")
	k.req.Analyzers = []*analysis.Analyzer{exports("a", &numbered{1}), exports("b", &lettered{"x", "y"})}
	if os.Getenv("SAME_BYTES") == "ba" {
		slices.Reverse(k.req.Analyzers)
	}
	var b strings.Builder
	if _, err := engine.Pack(t.Context(), k.req, &b); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("pack %x\n", sha256.Sum256([]byte(b.String())))
}
