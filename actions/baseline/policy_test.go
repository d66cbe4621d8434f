package baseline

import "testing"

func TestPolicy(t *testing.T) {
	for _, test := range []struct {
		text, version string
		want          bool
	}{
		{"", "go1.16", true},
		{"1.25", "go1.25", true},
		{"1.25", "go1.25rc1", true},
		{"1.25", "go1.24.9", false},
		{">=1.25.3", "go1.25", false},
		{">=1.25.3", "go1.25.3", true},
		{"go1.25", "go1.26.8", true},
		{"=1.25", "go1.25.3", true},
		{"=1.25", "go1.26.0", false},
		{"=1.25.3", "go1.25.3", true},
		{"=1.25.3", "go1.25.4", false},
		{"=1.25.3", "go1.25", false},
		{">=1.24 <1.27", "go1.26.8", true},
		{">=1.24 <1.27", "go1.27rc1", false},
		{">=1.24 <1.27", "go1.23.12", false},
	} {
		p, err := parsePolicy(test.text)
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
		} else if got := p.allows(test.version); got != test.want {
			t.Errorf("%q allows %s: got %v, want %v", test.text, test.version, got, test.want)
		}
	}
}
