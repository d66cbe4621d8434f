package footprint

import (
	"errors"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
)

// measured are three chaincodes, each after 0, 1,000, ... 4,000 calls, in kB
// (1,024 bytes) of VmRSS: one that keeps nothing, one that keeps 64 KiB a call,
// and one that leaves a goroutine.
func measured(kb ...int64) []Sample {
	var list []Sample
	for i, v := range kb {
		list = append(list, Sample{1000 * i, v << 10})
	}
	return list
}

func TestMeasuredChaincodes(t *testing.T) {
	for _, test := range []struct {
		name    string
		samples []Sample
		grows   bool
		kb      float64
	}{
		{"Clean", measured(15568, 16984, 17192, 16888, 16984), false, 0},
		{"Grow", measured(15640, 82296, 148584, 214580, 280796), true, 66.3},
		{"Leak", measured(15644, 25712, 34904, 44332, 54032), true, 9.5},
	} {
		got, err := Of(test.samples)
		if err != nil {
			t.Fatal(err)
		}
		if got.Grows != test.grows || math.Abs(got.PerCall/1024-test.kb) > 0.2 || got.Low > got.PerCall || got.High < got.PerCall {
			t.Errorf("%s: got %+v, want grows %v by %v kB per call", test.name, got, test.grows, test.kb)
		}
		if got.Samples != 4 || got.Calls != 3000 {
			t.Errorf("%s: got %+v, want four samples after the warm-up", test.name, got)
		}
	}
}

func TestShapes(t *testing.T) {
	shape := func(f func(call float64) float64) []Sample {
		noise := rand.New(rand.NewPCG(1, 2))
		var list []Sample
		for i := range 60 {
			call := float64(i * 100)
			list = append(list, Sample{i * 100, int64(16<<20 + f(call) + noise.NormFloat64()*100_000)})
		}
		return list
	}
	for name, test := range map[string]struct {
		f     func(call float64) float64
		grows bool
	}{
		"noise":       {func(float64) float64 { return 0 }, false},
		"line":        {func(c float64) float64 { return 1000 * c }, true},
		"small line":  {func(c float64) float64 { return 20 * c }, false},
		"cache fills": {func(c float64) float64 { return min(c, 1500) * 5000 }, false},
		"cache late":  {func(c float64) float64 { return min(c, 3500) * 5000 }, false},
		"one jump":    {func(c float64) float64 { return math.Floor(c/3000) * 8e6 }, false},
		"saw":         {func(c float64) float64 { return math.Mod(c, 700) * 5000 }, false},
		"saw on line": {func(c float64) float64 { return 3000*c + math.Mod(c, 700)*5000 }, true},
		"shrinks":     {func(c float64) float64 { return -1000 * c }, false},
		"one peak": {func(c float64) float64 {
			if c == 3000 {
				return 1e9
			}
			return 0
		}, false},
	} {
		samples := shape(test.f)
		rand.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		got, err := Of(samples)
		if err != nil || got.Grows != test.grows {
			t.Errorf("%s: got %+v, %v, want grows %v", name, got, err, test.grows)
		}
	}
}

func TestFewSamples(t *testing.T) {
	for _, samples := range [][]Sample{nil, measured(1, 2, 3, 4), {{1, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 6}}} {
		if _, err := Of(samples); !errors.Is(err, ErrFew) {
			t.Errorf("got %v, want %v", err, ErrFew)
		}
	}
	many := make([]Sample, 10*most)
	for i := range many {
		many[i] = Sample{i, int64(i) << 10}
	}
	if got, err := Of(many); err != nil || got.Samples != most || got.PerCall != 1024 || !got.Grows {
		t.Errorf("got %+v, %v, want a thinned line", got, err)
	}
}

func TestLatest(t *testing.T) {
	log := `2026/11/20 a line
gc 1 @0.012s 2%: 0.026+0.39+0.10 ms clock, 0.21+0.88/0.52/0+0.80 ms cpu, 4->5->1 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 2 P
gc 2 @0.120s 3%: 0.026+0.39+0.10 ms clock, 0.21+0.88/0.52/0+0.80 ms cpu, 7->8->3 MB, 8 MB goal, 2 P (forced)
gc well, a line of the program
 gc 3 @0.2s 1->1->1 MB, 4 MB goal
gc 99999999999999999999 @0.2s 1->1->1 MB, 4 MB goal
gc 4 @0.230s 3%: 0.026+0.39+0.10 ms clock, 0.21+0.88/0.52/0+0.80 ms cpu, 9->9->`
	if got, ok := Latest([]byte(log)); !ok || got != (Collection{2, 3 << 20}) {
		t.Errorf("got %v, %v, want the second", got, ok)
	}
	if got, ok := Latest([]byte(log + "8 MB, 9 MB goal")); !ok || got != (Collection{4, 8 << 20}) {
		t.Errorf("got %v, %v, want the fourth", got, ok)
	}
	for _, log := range []string{"", "\n\n", "gc", "gc 1 @0.012s 2%: 4->5->1"} {
		if got, ok := Latest([]byte(log)); ok {
			t.Errorf("%q: got %v, want none", log, got)
		}
	}
}

func TestHeap(t *testing.T) {
	found := func(f func(i int) int64) []Sample {
		var list []Sample
		for i := range 40 {
			list = append(list, Sample{100 * (i + 1), f(i) << 20})
		}
		return list
	}
	got, err := OfHeap(found(func(i int) int64 { return int64(i) * 233 / 39 }))
	if err != nil || !got.Grows || math.Abs(got.PerCall/1024-61.2) > 1 {
		t.Errorf("got %+v, %v, want 61.2 kB per call", got, err)
	}
	if got, err := OfHeap(found(func(i int) int64 { return int64(i) % 2 })); err != nil || got.Grows {
		t.Errorf("got %+v, %v, want none", got, err)
	}
}

func TestBaselineOnDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "baseline.json")
	if _, err := Read(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want that there is none", err)
	}
	want := Baseline{All: &Cost{0, 0.1, 0.25}, Functions: map[string]Cost{"B": {1, 2, 3}, "A\n\"": {0.5, -0.001, 7}}}
	if err := Write(path, Baseline{All: &Cost{0, 0.10004, 0.25}, Functions: want.Functions}); err != nil {
		t.Fatal(err)
	}
	got, err := Read(path)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Index(string(text), `A\n`) > strings.Index(string(text), `"B"`) || text[len(text)-1] != '\n' {
		t.Errorf("got %s, %v, want it sorted", text, err)
	}
	if err := Write(path, Baseline{All: &Cost{KB: math.NaN()}}); err == nil {
		t.Error("a baseline without a number was written")
	}
	if again, err := os.ReadFile(path); err != nil || string(again) != string(text) {
		t.Errorf("got %s, %v, want the file as it was", again, err)
	}
}

func TestBaselineThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baseline.json")
	for text, want := range map[string]string{
		"": ":1:1: got the end of the file", "{\n": ":2:1: got the end of the file",
		"{\n \"version\": 1,\n \"functions\": [] }":                      ":3:",
		"{\n \"version\": 1,\n x":                                        ":3:2: invalid character 'x'",
		"{\"version\": 1,\n \"functions\": {\"A\": {\"kB\": \"many\"}}}": ":2:",
		"{\"version\": 1, \"unknown\": 1}":                               "unknown field",
		"{\"version\": 2}":                                               ": got version 2, want 1",
		"{}":                                                             ": got version 0, want 1",
		"{\"version\": 1}\n{}":                                           ":2:2: got more after the end",
		"{\"version\": 1, \"functions\": {\"A\": {\"ms\": 1e300}}}": "got 1e+300 for function \"A\"",
		strings.Repeat(" ", maxFile+1):                              "more than",
	} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Read(path)
		var e *action.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) ||
			action.HintOf(err) == "" || action.ExitOf(err) != 2 {
			t.Errorf("%.60q: got %v, want %q and a cure", text, err, want)
		}
	}
}

func TestCompare(t *testing.T) {
	was := Baseline{All: &Cost{0, 1, 1}, Functions: map[string]Cost{"A": {0, 0.1, 0.2}, "B": {1, -5, 1}, "Gone": {}}}
	now := Baseline{All: &Cost{0, 1.2, 1.4}, Functions: map[string]Cost{"A": {1, 9.6, 0.3}, "B": {1, 0.4, 0.5}, "New": {9, 9, 9}}}
	got := Compare(was, now, Usual())
	want := Comparison{
		Regressions: []Regression{{"A", Goroutines, 0, 1}, {"A", Memory, 0.1, 9.6}},
		New:         []string{"New"}, Gone: []string{"Gone"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if text := got.Regressions[1].String(); text != "A: got 9.600 kB per call, want 0.100 as in the baseline" {
		t.Errorf("got %q", text)
	}
	if got := Compare(Baseline{}, now, Usual()); len(got.Regressions) > 0 || !slices.Equal(got.New, []string{"A", "B", "New"}) {
		t.Errorf("got %+v, want nothing to compare", got)
	}
}

func FuzzLatest(f *testing.F) {
	f.Add([]byte("gc 1 @0.012s 2%: 4->5->1 MB, 4 MB goal\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		if c, ok := Latest(log); c.Live < 0 || c.Number < 0 || !ok && c != (Collection{}) {
			t.Errorf("got %+v, %v", c, ok)
		}
	})
}

func FuzzBaseline(f *testing.F) {
	f.Add([]byte(`{"version": 1, "all": {"kB": 1}, "functions": {"A": {"goroutines": 1, "kB": 2, "ms": 3}}}`))
	f.Add([]byte("{\n x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := parse(data)
		if err != nil {
			_ = wrong("x", err).Error()
			return
		}
		path := filepath.Join(t.TempDir(), "b")
		if err := Write(path, b); err != nil {
			t.Fatal(err)
		}
		again, err := Read(path)
		if err != nil || !reflect.DeepEqual(again, b.rounded()) {
			t.Errorf("got %+v, %v, want %+v", again, err, b)
		}
	})
}
