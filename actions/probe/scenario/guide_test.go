package scenario_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// TestGuide: what the guide shows is a scenario.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "scenarios.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(guide), "```yaml\n")[1:]
	if len(blocks) < 3 {
		t.Fatalf("got %d examples, want 3 or more", len(blocks))
	}
	for _, block := range blocks {
		text, _, _ := strings.Cut(block, "```")
		if _, err := scenario.Parse("docs/scenarios.md", []byte(text), nil); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}
