//go:build diff

package lint

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/e2e/lint/subject"
	"github.com/tallystick/tallystick/e2e/tool"
)

// edit is one change of a module, and how it is looked at afterwards.
type edit struct {
	name  string
	apply func(t *testing.T, b *bench)
	// broken says that it does not compile then: the tools stop there.
	broken bool
	// always compares with the tools on large modules too.
	always bool
	worlds []world // nil is the one without anything special
}

// edits makes them one after the other, each on top of those before it.
func (b *bench) edits(t *testing.T) {
	for _, e := range slices.Concat(editsOfCode(), editsOfKinds(), editsOfModule(), editsThatBreak()) {
		e.apply(t, b)
		if e.worlds == nil {
			e.worlds = []world{{}}
		}
		for _, w := range e.worlds {
			what := strings.TrimSpace(strings.Join(append([]string{e.name, w.tags}, slices.Concat(w.env, w.args)...), " "))
			w.compare = !e.broken && len(w.args) == 0 && len(w.env) == 0 && (e.always || b.module.Small)
			b.check(t, what, w)
		}
	}
}

// function gives a function of the module as it is now.
func (b *bench) function(t *testing.T, which func([]*subject.Package) (*subject.Function, error)) *subject.Function {
	t.Helper()
	list, err := subject.List(t.Context(), b.dir, subject.Environ())
	if err != nil {
		t.Fatal(err)
	}
	fn, err := which(list)
	if err != nil {
		t.Fatal(err)
	}
	return fn
}

// on makes an edit of a function of the module.
func on(which func([]*subject.Package) (*subject.Function, error), change func(fn *subject.Function) error) func(*testing.T, *bench) {
	return func(t *testing.T, b *bench) {
		if err := change(b.function(t, which)); err != nil {
			t.Fatal(err)
		}
	}
}

// files writes files below the module; MODULE in them is its path.
func files(list map[string]string) func(*testing.T, *bench) {
	return func(t *testing.T, b *bench) {
		written := map[string]string{}
		for name, text := range list {
			written[name] = strings.ReplaceAll(text, "MODULE", b.path(t))
		}
		tool.Write(t, b.dir, written)
	}
}

func gone(names ...string) func(*testing.T, *bench) {
	return func(t *testing.T, b *bench) {
		for _, name := range names {
			path := filepath.Join(b.dir, filepath.FromSlash(name))
			if _, err := os.Lstat(path); err != nil {
				t.Fatal(err)
			}
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// replaced replaces one text in a file by another.
func replaced(name, before, after string) func(*testing.T, *bench) {
	return func(t *testing.T, b *bench) {
		path := filepath.Join(b.dir, filepath.FromSlash(name))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(data), before) != 1 {
			t.Fatalf("%s does not have %q once:\n%s", name, before, data)
		}
		if err := os.WriteFile(path, []byte(strings.Replace(string(data), before, after, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func all(changes ...func(*testing.T, *bench)) func(*testing.T, *bench) {
	return func(t *testing.T, b *bench) {
		for _, change := range changes {
			change(t, b)
		}
	}
}

func command(run func(ctx context.Context, b *bench) error) func(*testing.T, *bench) {
	return func(t *testing.T, b *bench) {
		if err := run(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
}
