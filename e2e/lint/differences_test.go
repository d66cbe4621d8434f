//go:build diff

package lint

import (
	"regexp"
	"testing"

	"github.com/tallystick/tallystick/e2e/lint/linters"
)

// difference is something that one side says and the other does not.
type difference struct {
	module, tier string
	ours         bool   // who says it: lint, or else the tool alone
	line         string // regular expression for the whole line
	why          string
}

// differences are those that are known and explained.
func differences() []difference {
	// The compiler refuses an embed pattern there, and staticcheck with it; lint
	// compiles nothing, and go/types takes it.
	const why = "cobra's go.mod says go 1.15, go:embed wants go1.16"
	return []difference{
		{"cobra", "staticcheck", true, `zz/embed/embed\.go:8:6: U1000: .*`, why},
		{"cobra", "staticcheck", true, `zz/embed/embed\.go:9:2: SA4018: .*`, why},
		{"cobra", "staticcheck", false, `(?s)\.:0:0: ignore: # github\.com/spf13/cobra/zz/embed.*`, why},
	}
}

// explained finds differences that are listed, and notes which are.
type explained struct {
	module string
	met    map[string]bool
}

func newExplained(module string) explained { return explained{module, map[string]bool{}} }

func (e explained) covers(tier string, ours bool, line linters.Line) bool {
	for _, d := range differences() {
		if d.module == e.module && d.tier == tier && d.ours == ours && regexp.MustCompile("^(?:"+d.line+")$").MatchString(string(line)) {
			e.met[d.line] = true
			return true
		}
	}
	return false
}

// settled fails for what is listed and did not occur.
func (e explained) settled(t *testing.T) {
	t.Helper()
	for _, d := range differences() {
		if d.module == e.module && !e.met[d.line] {
			t.Errorf("the table lists %q (%s), which occurs no more: take it out", d.line, d.why)
		}
	}
}
