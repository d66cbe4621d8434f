package driver

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
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

// TestShares wants all findings once, in order, and no file in two parts.
func TestShares(t *testing.T) {
	for _, count := range []int{0, 1, 99, 100, 101, 1000, 1003} {
		var all, got []finding.Finding
		for i := range count {
			all = append(all, finding.Finding{Location: finding.Location{Path: strconv.Itoa(1000 + i/7), Line: i}})
		}
		parts, before := 0, ""
		for part := range shares(all, 4) {
			if part[0].Location.Path == before {
				t.Errorf("%d findings: %s is in two parts", count, before)
			}
			got, before, parts = append(got, part...), part[len(part)-1].Location.Path, parts+1
		}
		if !slices.EqualFunc(got, all, func(a, b finding.Finding) bool { return a.Location == b.Location }) {
			t.Errorf("%d findings: %d are left, or in another order", count, len(got))
		}
		if parts > 4 || count >= 1000 && parts < 4 || count <= 100 && parts > 1 {
			t.Errorf("%d findings: %d parts", count, parts)
		}
	}
}
