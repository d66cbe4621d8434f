package baseline

import (
	"go/version"
	"testing"

	"golang.org/x/mod/semver"
)

func TestReleases(t *testing.T) {
	all := releases()
	if len(all) < 64 {
		t.Errorf("got %d releases, want 64 or more", len(all))
	}
	for i, r := range all {
		if !semver.IsValid(r.tag) || !version.IsValid(r.gover) {
			t.Errorf("row %d: got %s and %s, want two versions", i, r.tag, r.gover)
		}
		if i > 0 && semver.Compare(all[i-1].tag, r.tag) >= 0 {
			t.Errorf("%s does not come after %s", r.tag, all[i-1].tag)
		}
	}
	if r, err := findRelease("2.5.12"); err != nil || r.gover != "go1.23.5" {
		t.Errorf("2.5.12: got %v and %v, want go1.23.5", r, err)
	}
}

// A beta is nobody's cure, and a release of one's own line comes first.
func TestFirstWith(t *testing.T) {
	for _, test := range []struct{ tag, version, want string }{
		{"v2.5.4", "go1.21", "v2.5.5"},
		{"v2.2.15", "go1.22.0", "v2.5.8"},
		{"v3.0.0-preview", "go1.23.1", "v3.0.0"},
		{"v3.1.5", "go1.27", ""},
	} {
		if got, _ := firstWith(release{tag: test.tag}, test.version); got.tag != test.want {
			t.Errorf("after %s with %s: got %q, want %q", test.tag, test.version, got.tag, test.want)
		}
	}
}
