package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/internal/generate"
)

// TestGenerated finds derived files that are stale; with UPDATE=1, as make
// generate calls it, it writes them.
func TestGenerated(t *testing.T) {
	c := command()
	files, err := generate.Files(&c, "gate", hooks(), documented())
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err == nil {
		filled, err := generate.Fill(string(readme), generate.Tables(&c, documented()))
		if err != nil {
			t.Fatalf("README.md: %v", err)
		}
		files["README.md"] = []byte(filled)
	}
	for name, want := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if got, err := os.ReadFile(path); err == nil && bytes.Equal(got, want) {
			continue
		}
		if os.Getenv("UPDATE") == "" {
			t.Errorf("%s is stale: run make generate", name)
			continue
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, want, 0o644)); err != nil {
			t.Fatal(err)
		}
		t.Logf("wrote %s", name)
	}
	orphans(t, files)
}

// documented are the checks as pages and lists have them.
func documented() (list []generate.Check) {
	for _, a := range checks.Documented() {
		list = append(list, generate.Check{
			Name: a.Name, Doc: a.Doc, Severities: checks.Severities(a.Name), OnRequest: !slices.Contains(checks.Suite, a),
		})
	}
	return list
}

const root = "../.."

// orphans finds generated files of an action or check that is no more.
func orphans(t *testing.T, files map[string][]byte) {
	for _, pattern := range []string{"actions/*/action.yml", "docs/actions/*.md", "docs/checks/*.md"} {
		paths, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			name, err := filepath.Rel(root, path)
			if err != nil {
				t.Fatal(err)
			}
			if files[filepath.ToSlash(name)] == nil {
				t.Errorf("%s belongs to no action or check: delete it", name)
			}
		}
	}
}
