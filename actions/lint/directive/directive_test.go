package directive

import (
	"slices"
	"testing"
)

func TestParseNolint(t *testing.T) {
	for _, test := range []struct {
		comment string
		names   []string
		ok      bool
	}{
		{"//nolint", nil, true},
		{"// nolint", nil, true},
		{"//nolint // why", nil, true},
		{"//nolint:all", nil, true},
		{"//nolint:printf,all", nil, true},
		{"//nolint:printf", []string{"printf"}, true},
		{"//nolint:SA4006, vet // why, and more", []string{"sa4006", "vet"}, true},
		{"//nolint:vet because", []string{"vet because"}, true}, // no rule has that name
		{"//nolint:", nil, false},                               // names nothing, so silences nothing
		{"//nolint:,", nil, false},
		{"//nolintlint", nil, false},
		{"// see //nolint", nil, false},
		{"/* nolint */", nil, false},
	} {
		names, ok := parseNolint(test.comment)
		if ok != test.ok || !slices.Equal(names, test.names) {
			t.Errorf("%s: got %q, %v, want %q, %v", test.comment, names, ok, test.names, test.ok)
		}
	}
}
