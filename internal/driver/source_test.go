package driver

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tallystick/tallystick/internal/finding"
)

func TestReadSources(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.go": "one\r\n\n\tthree\nlast", "b.go": "only\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "c.go"), 0o755); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.go")); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		path string
		line int
		want string
	}{
		{"", 0, ""}, {"", 1, ""},
		{"a.go", 0, ""}, {"a.go", 1, "one"}, {"a.go", 1, "one"}, {"a.go", 2, ""}, {"a.go", 3, "\tthree"}, {"a.go", 4, "last"},
		{"a.go", 5, ""}, {"a.go", 50, ""},
		{"b.go", 1, "only"}, {"b.go", 2, ""}, {"b.go", 3, ""},
		{"c.go", 1, ""}, {"link.go", 1, ""}, {"none.go", 1, ""}, {outside, 1, ""}, {"../" + filepath.Base(outside), 1, ""},
	}
	var findings []finding.Finding
	var got, want []string
	for _, test := range tests {
		findings = append(findings, finding.Finding{Location: finding.Location{Path: test.path, Line: test.line}})
		want = append(want, test.want)
	}
	findings = append(findings, finding.Finding{Source: "known", Location: finding.Location{Path: "b.go", Line: 1}})
	readSources(dir, findings)
	for _, f := range findings {
		got = append(got, f.Source)
	}
	if want = append(want, "known"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
