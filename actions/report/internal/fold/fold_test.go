package fold

import (
	"testing"

	"github.com/tallystick/tallystick/internal/finding"
)

func TestEqual(t *testing.T) {
	at := func(path, message string, line int) finding.Finding {
		return finding.Finding{Rule: "lint/x", Message: message, Location: finding.Location{Path: path, Line: line}}
	}
	flow := at("a.go", "m", 4)
	flow.Related = []finding.Related{{Message: "from here"}}
	groups := Equal([]finding.Finding{at("a.go", "m", 1), at("a.go", "n", 2), at("a.go", "m", 3), flow, flow, at("b.go", "m", 1)})
	want := [][]int{{1, 3}, {2}, {4}, {4}, {1}} // lines
	if len(groups) != len(want) {
		t.Fatalf("got %d groups, want %d", len(groups), len(want))
	}
	for i, group := range groups {
		if len(group) != len(want[i]) {
			t.Errorf("group %d: got %d findings, want %d", i, len(group), len(want[i]))
			continue
		}
		for j, f := range group {
			if f.Location.Line != want[i][j] {
				t.Errorf("group %d: got line %d, want %d", i, f.Location.Line, want[i][j])
			}
		}
	}
}
