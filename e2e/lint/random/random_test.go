package random

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// bench is a world on disk with a lint that knows its past.
type bench struct {
	world   *world
	disk    *disk
	cache   string
	knowing *linter
	nothing *linter
	options settings

	seed    uint64
	made    int      // steps
	history []string // what was done in each step
	stats   stats
}

// stats say whether the edits did what they are for.
type stats struct {
	steps, failed, changed, silent int
	effect                         map[string]int // edits after which lint said something else
	made                           map[string]int
	rules                          map[string]int // how often each was said
}

func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// generation is how many edits a module gets before there is a new one.
const generation = 250

func TestRandomEdits(t *testing.T) {
	steps, seed := number(t, "RANDOM_STEPS", 24), number(t, "RANDOM_SEED", 1)
	total := stats{effect: map[string]int{}, made: map[string]int{}, rules: map[string]int{}}
	for done := 0; done < steps; done += generation {
		b := newBench(t, uint64(seed+done/generation), os.Getenv("RANDOM_STD") != "")
		b.stats = total
		for range min(generation, steps-done) {
			b.step(t)
		}
		total = b.stats
	}
	t.Logf("%d steps from seed %d: %d say something else than the one before, %d end in a failure, %d say nothing",
		total.steps, seed, total.changed, total.failed, total.silent)
	for _, name := range slices.Sorted(maps.Keys(total.made)) {
		t.Logf("%-20s %4d times, %4d with an effect", name, total.made[name], total.effect[name])
	}
	for _, rule := range slices.Sorted(maps.Keys(total.rules)) {
		t.Logf("%-20s said %d times", rule, total.rules[rule])
	}
	if steps < 20 {
		return
	}
	// A test in which nothing happens proves nothing.
	if total.changed < total.steps/4 || total.failed > total.steps*3/4 || total.silent > total.steps/2 {
		t.Errorf("the edits are too tame or too wild")
	}
}

func newBench(t *testing.T, seed uint64, std bool) *bench {
	t.Helper()
	w := newWorld(seed, std)
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{
		world: w, disk: &disk{dir: filepath.Join(root, "a")}, cache: filepath.Join(root, "cache"),
		knowing: &linter{}, nothing: &linter{}, options: anySettings(w), seed: seed,
	}
	b.disk.write(t, w.render(), now)
	return b
}

// step makes an edit or a few, and looks.
func (b *bench) step(t *testing.T) {
	t.Helper()
	b.made++
	done := b.change(t)
	b.history = append(b.history, strings.Join(done, "; "))
	got := b.knowing.run(t, b.disk, b.cache, b.options)
	fresh := filepath.Join(filepath.Dir(b.cache), "fresh")
	want := b.nothing.run(t, b.disk, fresh, b.options)
	if err := os.RemoveAll(fresh); err != nil {
		t.Fatal(err)
	}
	if got.text() != want.text() {
		b.fail(t, got, want)
	}
	b.count(done, got)
}

// count keeps what the test tells about itself.
func (b *bench) count(done []string, o outcome) {
	s := &b.stats
	s.steps++
	text := o.text()
	changed := text != b.world.last
	b.world.last = text
	if changed {
		s.changed++
	}
	if o.exit != 0 {
		s.failed++
	}
	if len(o.findings) == 0 {
		s.silent++
	}
	for _, f := range o.findings {
		rule, _, _ := strings.Cut(strings.TrimPrefix(f, `{"rule":"lint/`), `"`)
		s.rules[rule]++
	}
	for _, name := range done {
		name, _, _ = strings.Cut(name, ":")
		s.made[name]++
		if changed {
			s.effect[name]++
		}
	}
}

// change does something to the module or around it.
func (b *bench) change(t *testing.T) (done []string) {
	t.Helper()
	w := b.world
	if w.chance(12) {
		b.knowing, b.nothing = &linter{}, &linter{} // new processes
		done = append(done, "new process")
	}
	switch w.rnd.IntN(24) {
	case 0:
		return append(done, "nothing")
	case 1:
		b.disk.touch(t)
		return append(done, "touch")
	case 2:
		b.disk.move(t)
		return append(done, "move")
	case 3:
		return append(done, "damage: "+b.damage(t))
	case 4:
		if len(w.snapshots) > 0 { // as a checkout of an earlier commit
			earlier := pick(w, w.snapshots)
			b.disk.write(t, earlier, now)
			return append(done, "earlier")
		}
	case 5, 6:
		b.options = anySettings(w)
		return append(done, fmt.Sprintf("settings: %+v", b.options))
	}
	for range 1 + w.rnd.IntN(2)*w.rnd.IntN(4) {
		done = append(done, w.edit())
	}
	c := pick(w, []clock{now, now, now, sameSecond, sameTime, past})
	files := w.render()
	changed := b.disk.write(t, files, c)
	if w.chance(4) {
		w.snapshots = append(w.snapshots, files)
	}
	b.history = append(b.history, fmt.Sprintf("  writes with clock %d: %s", c, strings.Join(changed, " ")))
	return done
}

// edit makes one edit of the world and gives its name.
func (w *world) edit() string {
	list := edits()
	if len(w.breaks) > 0 && w.chance(2) {
		mend(w)
		return "mend"
	}
	n := 0
	for _, e := range list {
		n += e.weight
	}
	at := w.rnd.IntN(n)
	for _, e := range list {
		if at -= e.weight; at < 0 {
			e.make(w)
			return e.name
		}
	}
	panic("the weights have changed")
}

// damage spoils something in the cache, as a full disk or a crash does.
func (b *bench) damage(t *testing.T) string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(b.cache, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	if err != nil || len(files) == 0 {
		return "no cache"
	}
	path := pick(b.world, files)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	what := "empty"
	switch b.world.rnd.IntN(4) {
	case 0:
		what, err = "gone", os.Remove(path)
	case 1:
		what, err = "cut", os.WriteFile(path, data[:len(data)/2], 0o644)
	case 2:
		what, err = "flipped", os.WriteFile(path, flip(b.world.rnd, data), 0o644)
	default:
		err = os.WriteFile(path, nil, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return what + " " + filepath.Base(path)
}

func flip(rnd *rand.Rand, data []byte) []byte {
	if len(data) > 0 {
		data = slices.Clone(data)
		data[rnd.IntN(len(data))] ^= 1 << rnd.IntN(8)
	}
	return data
}

// fail says what went wrong and how to come there again, and keeps the
// module and the cache.
func (b *bench) fail(t *testing.T, got, want outcome) {
	t.Helper()
	kept, err := os.MkdirTemp("", "random-edits-")
	if err == nil {
		err = os.CopyFS(filepath.Join(kept, "module"), os.DirFS(b.disk.dir))
	}
	if err == nil {
		err = os.CopyFS(filepath.Join(kept, "cache"), os.DirFS(b.cache))
	}
	var diff strings.Builder
	g, w := strings.Split(got.text(), "\n"), strings.Split(want.text(), "\n")
	for _, line := range g {
		if !slices.Contains(w, line) {
			fmt.Fprintf(&diff, "knowing the past: %s\n", line)
		}
	}
	for _, line := range w {
		if !slices.Contains(g, line) {
			fmt.Fprintf(&diff, "knowing nothing:  %s\n", line)
		}
	}
	const shown = 12
	t.Fatalf("a run that knows the past differs from one that knows nothing\n%s\nsettings: %+v\nlast steps:\n%s\nagain: RANDOM_SEED=%d RANDOM_STEPS=%d\nmodule and cache (after the run) are in %s (%v)",
		diff.String(), b.options, strings.Join(b.history[max(0, len(b.history)-shown):], "\n"), b.seed, b.made, kept, err)
}
