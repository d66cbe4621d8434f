package github

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/tallystick/tallystick/actions/report/internal/nasty"
	"github.com/tallystick/tallystick/internal/finding"
)

// command is what the runner makes of a line.
type command struct {
	name, data string
	properties map[string]string
}

// parse reads a line as the runner does (ActionCommand.cs, TryParseV2).
func parse(t *testing.T, line string) command {
	t.Helper()
	info, data, ok := strings.Cut(strings.TrimPrefix(line, "::"), "::")
	if !strings.HasPrefix(line, "::") || !ok {
		t.Fatalf("%.80q is no command", line)
	}
	name, list, _ := strings.Cut(info, " ")
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%")
	unescapeProperty := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	c := command{name, unescape.Replace(data), map[string]string{}}
	for _, pair := range strings.Split(list, ",") {
		key, value, _ := strings.Cut(pair, "=")
		if _, twice := c.properties[key]; twice {
			t.Errorf("%.80q has %s twice", line, key)
		}
		c.properties[key] = unescapeProperty.Replace(value)
	}
	return c
}

func commands(t *testing.T, text string) (list []command) {
	t.Helper()
	for line := range strings.Lines(text) {
		list = append(list, parse(t, strings.TrimSuffix(line, "\n")))
	}
	return list
}

func TestGolden(t *testing.T) {
	for name, text := range nasty.Golden(t, Write, "txt") {
		counts := map[string]int{}
		for _, c := range commands(t, text) {
			counts[c.name]++
			if n := len(utf16.Encode([]rune(c.data))); n == 0 || n > maxMessage {
				t.Errorf("%s: a message of %d code units, want 1 to %d", name, n, maxMessage)
			}
			if strings.Contains(c.data, "##[") || strings.Contains(c.data, "\n::") || strings.Contains(c.data, "\r") {
				t.Errorf("%s: a message holds a command: %q", name, c.data)
			}
			for key, value := range c.properties {
				switch key {
				case "file", "title", "line", "endLine", "col", "endColumn":
				default:
					t.Errorf("%s: property %s=%s", name, key, value)
				}
			}
			if c.properties["endLine"] != "" && c.properties["col"] != "" {
				t.Errorf("%s: %v has columns over several lines, which GitHub drops", name, c)
			}
		}
		for severity, n := range counts {
			if n > budget || severity != "error" && severity != "warning" && severity != "notice" {
				t.Errorf("%s: %d annotations of %q, want at most %d", name, n, severity, budget)
			}
		}
	}
}

func one(t *testing.T, r finding.Report) command {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	list := commands(t, b.String())
	if len(list) != 1 {
		t.Fatalf("got %d commands, want 1:\n%s", len(list), b.String())
	}
	return list[0]
}

func TestPropertiesKeepHostileNames(t *testing.T) {
	for _, path := range []string{"a::error file=b,line=1::c.go", "100%25,title=x.go", "größe/a b.go", "a%0Ab.go"} {
		f := finding.Finding{Rule: "lint/x,y:z", Severity: finding.Error, Message: "m", Location: finding.Location{Path: path, Line: 7, Column: 2}}
		c := one(t, finding.Report{Findings: []finding.Finding{f}})
		if c.properties["file"] != path || c.properties["title"] != f.Rule || c.properties["line"] != "7" || c.properties["col"] != "2" {
			t.Errorf("got %v, want file %q and title %q", c.properties, path, f.Rule)
		}
	}
}

func TestEqualFindingsBecomeOne(t *testing.T) {
	var list []finding.Finding
	for line := 1; line <= 3; line++ {
		list = append(list, finding.Finding{Rule: "lint/x", Severity: finding.Warning, Message: "m", Location: finding.Location{Path: "a.go", Line: line}})
	}
	c := one(t, finding.Report{Findings: list})
	if c.data != "m\nalso in line 2, 3" || c.properties["line"] != "1" {
		t.Errorf("got %+v", c)
	}
}

func TestTheLastSaysHowManyAreMissing(t *testing.T) {
	var list []finding.Finding
	for line := range 25 {
		list = append(list, finding.Finding{Rule: "lint/x", Severity: finding.Error, Message: strings.Repeat("m", line+1), Location: finding.Location{Path: "a.go", Line: line + 1}})
	}
	var b strings.Builder
	if err := Write(&b, finding.Report{Findings: list}); err != nil {
		t.Fatal(err)
	}
	got := commands(t, b.String())
	if len(got) != budget || !strings.HasPrefix(got[budget-1].data, "16 errors more ") || got[budget-1].properties["file"] != "" {
		t.Errorf("got %d commands, the last %+v", len(got), got[len(got)-1])
	}
}

func TestFailedStepsComeFirstThenCertainPlaces(t *testing.T) {
	place := func(path string, line int) finding.Finding {
		return finding.Finding{Rule: "lint/x", Severity: finding.Error, Message: path, Location: finding.Location{Path: path, Line: line}}
	}
	var b strings.Builder
	err := Write(&b, finding.Report{
		Findings: []finding.Finding{place("", 0), place("a.go", 0), place("b.go", 3)},
		Steps:    []finding.Step{{Action: "lint", Module: "cc", Status: finding.Failed, Error: "no compile", Hint: "go build"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range commands(t, b.String()) {
		got = append(got, c.data)
	}
	if want := "no compile\nhint: go build|b.go|a.go|(no message)"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestALongMessageKeepsItsHint(t *testing.T) {
	f := finding.Finding{Rule: "lint/x", Severity: finding.Notice, Message: strings.Repeat("🪵", 5000), Hint: "the cure"}
	c := one(t, finding.Report{Findings: []finding.Finding{f}})
	if !strings.HasSuffix(c.data, cut+"\nhint: the cure") {
		t.Errorf("got the end %q", c.data[len(c.data)-80:])
	}
}

func BenchmarkTenThousand(b *testing.B) { nasty.Benchmark(b, Write) }
