package directive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/engine"
)

// comment is a directive on a line of its own, which covers the line below, and
// as //nolint its own too.
func comment(kind string, line int, text string) engine.Diagnostic {
	at := engine.Place{File: "/m/a.go", Line: line, EndLine: line}
	covered := engine.Place{File: "/m/a.go", Line: line + 1}
	if kind == nolint || kind == generated {
		covered = engine.Place{File: "/m/a.go", Line: line, EndLine: line + 1}
	}
	fix := func(name string) engine.Fix {
		return engine.Fix{Message: name, Edits: []engine.Edit{{Place: at}}}
	}
	return engine.Diagnostic{
		Analyzer: Name, Category: kind, Message: text, Place: at,
		Related: []engine.Related{{Place: covered}}, Fixes: []engine.Fix{fix(fixRemove), fix(fixNames)},
	}
}

// TestSet asks about one finding of SA1000 on line 2, and then for what is
// wrong: SA1000, SA2000, U1000 and all of
// staticcheck and govet ran.
func TestSet(t *testing.T) {
	everything := Rules{Reasons: true, Names: true, Used: true, All: true}
	used := Rules{Used: true}
	for _, test := range []struct {
		kind, text string
		rules      Rules
		silences   bool
		want       string // severity, message and fix of the faults
	}{
		{nolint, "//nolint", used, true, ""},
		{nolint, "//nolint:sa1000", used, true, ""},
		{nolint, "//nolint:StaticCheck", used, true, ""},
		{nolint, "//nolint:govet", used, false, "notice //nolint silences nothing for govet [remove the comment: ]"},
		{nolint, "//nolint:SA1*", used, false, "notice //nolint that cannot be read, want //nolint:a,b // reason"},
		{nolint, "//nolint:SA2000", used, false, "notice //nolint silences nothing for SA2000 [remove the comment: ]"},
		{nolint, "//nolint:SA1000,SA2000", used, true, "notice //nolint silences nothing for SA2000 [name only SA1000: SA1000]"},
		{nolint, "//nolint:SA2000,gosec", used, false, "notice //nolint silences nothing for SA2000 [name only gosec: gosec]"},
		{nolint, "//nolint:U1000,unused,lint/U1000", used, false, ""},
		{nolint, "//nolint:SA2000,U1000", used, false, "notice //nolint silences nothing for SA2000 [name only U1000: U1000]"},
		{nolint, "//nolint:SA2000,nolintlint", everything, false, ""},
		{nolint, "//nolint:NoLintLint", everything, false, ""},
		{nolint, "//nolint:SA2000", Rules{}, false, ""},
		{nolint, "//nolint", everything, true,
			"warning //nolint without names, want //nolint:a,b // reason; warning //nolint without a reason, want //nolint:a,b // reason"},
		{nolint, "//nolint\t", everything, false, "warning //nolint that cannot be read, want //nolint:a,b // reason"},
		{generated, "//nolint", everything, true, ""},
		{generated, "//nolint:SA2000", everything, false, ""},
		{ignore, "SA2000", used, false, "warning this linter directive didn't match anything; should it be removed? [remove the comment: ]"},
		{ignore, "SA2000,gosec", used, false, "warning this linter directive didn't match anything; should it be removed?"},
		{ignore, "SA1*", used, true, ""},
		{ignore, "SA2*", used, false, ""},
		{ignore, "staticcheck", used, false, ""},
		{ignore, "SA2000,u1000", used, false, ""},
		{ignore, "SA2000", Rules{Reasons: true, Names: true}, false, ""},
		{fileIgnore, "SA1000", everything, true, ""},
		{fileIgnore, "SA2000", everything, false, ""},
		{malformed, "", Rules{}, false, "error malformed linter directive; missing the required reason field?"},
	} {
		set, rest := New([]engine.Diagnostic{comment(test.kind, 1, test.text), {Analyzer: "SA1000"}})
		if len(rest) != 1 || rest[0].Analyzer != "SA1000" {
			t.Fatalf("the findings are %v", rest)
		}
		silenced := set.Silences("/m/a.go", 2, []string{"SA1000", "lint/SA1000"}, []string{"staticcheck"})
		if silenced != test.silences {
			t.Errorf("%s %s: silences is %v, want %v", test.kind, test.text, silenced, test.silences)
		}
		test.rules.Ran = func(dir, name string) bool {
			return dir == "/m" && slices.Contains([]string{"sa1000", "sa2000", "u1000"}, strings.ToLower(name))
		}
		test.rules.RanGroup = func(dir, name string) bool { return dir == "/m" && (name == "StaticCheck" || name == "govet") }
		if got := describe(set.Faults(test.rules)); got != test.want {
			t.Errorf("%s %s: got %q, want %q", test.kind, test.text, got, test.want)
		}
	}
}

func describe(faults []Fault) string {
	var list []string
	for _, f := range faults {
		text := fmt.Sprint(f.Severity, " ", f.Message)
		for _, fix := range f.Fixes {
			text += fmt.Sprintf(" [%s: %s]", fix.Message, fix.Edits[0].NewText)
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}

// TestOtherPlaces has findings that the directive does not cover.
func TestOtherPlaces(t *testing.T) {
	for kind, text := range map[string]string{nolint: "//nolint", ignore: "*"} {
		set, _ := New([]engine.Diagnostic{comment(kind, 1, text)})
		for _, line := range []int{0, 3} {
			if set.Silences("/m/a.go", line, []string{"SA1000"}, nil) {
				t.Errorf("%s silences line %d", kind, line)
			}
		}
		if set.Silences("/m/b.go", 2, []string{"SA1000"}, nil) {
			t.Errorf("%s silences another file", kind)
		}
	}
	set, _ := New([]engine.Diagnostic{comment(fileIgnore, 1, "*")})
	if !set.Silences("/m/a.go", 1<<30, []string{"SA1000"}, nil) || set.Silences("/m/b.go", 2, []string{"SA1000"}, nil) {
		t.Error("a file-ignore covers its file and no other")
	}
}

// TestExcusedFromAround has one //nolint:nolintlint around others.
func TestExcusedFromAround(t *testing.T) {
	around := comment(nolint, 1, "//nolint:nolintlint")
	around.Related[0].EndLine = 9
	set, _ := New([]engine.Diagnostic{around, comment(nolint, 5, "//nolint:SA2000"), comment(nolint, 12, "//nolint:SA2000")})
	ran := func(string, string) bool { return true }
	faults := set.Faults(Rules{Used: true, Ran: ran, RanGroup: ran})
	if len(faults) != 1 || faults[0].At.Line != 12 {
		t.Errorf("got %v, want the fault on line 12 alone", faults)
	}
}
