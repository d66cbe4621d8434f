package text

import (
	"regexp"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/report/internal/nasty"
	"github.com/tallystick/tallystick/internal/finding"
)

// The matcher of actions/setup-go (matchers.json), and what the runner takes
// for a colour (runner, IssueMatcher.cs).
var (
	matcher = regexp.MustCompile(`^\s*(.+\.go):(?:(\d+):(\d+):)? (.*)`)
	colour  = regexp.MustCompile(`\x1b\[[0-9;]*m`)
)

func TestGolden(t *testing.T) {
	formats := map[string]finding.Format{"plain": Plain, "color": Color}
	for ext, format := range formats {
		for name, text := range nasty.Golden(t, format, ext) {
			for line := range strings.Lines(text) {
				line = colour.ReplaceAllString(strings.TrimSuffix(line, "\n"), "")
				if matcher.MatchString(line) {
					t.Errorf("%s.%s: the problem matcher of setup-go takes %q", name, ext, line)
				}
				if strings.ContainsAny(line, "\x1b\r\u009b\u202e\x07") || strings.HasSuffix(line, " ") {
					t.Errorf("%s.%s: %q is not clean", name, ext, line)
				}
			}
		}
	}
}

func TestColourOnlyAdds(t *testing.T) {
	for _, r := range nasty.Reports() {
		var plain, color strings.Builder
		if err := Plain(&plain, r.Report); err != nil {
			t.Fatal(err)
		}
		if err := Color(&color, r.Report); err != nil {
			t.Fatal(err)
		}
		if colour.ReplaceAllString(color.String(), "") != plain.String() {
			t.Errorf("%s: without its colours the coloured text is another", r.Name)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	r := nasty.Many(90)
	var b strings.Builder
	if err := Plain(&b, r); err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if !regexp.MustCompile(`\b` + position(f.Location) + `\b`).MatchString(b.String()) {
			t.Errorf("%v is not in the text", f.Location)
		}
	}
}

func TestUnmatched(t *testing.T) {
	for in, want := range map[string]string{
		"main.go":              "main.go",
		"main.go: x":           "main.go:\u00a0x",
		"  a: b.go:3:1: x":     "  a: b.go:3:1:\u00a0x",
		"b.go:3:1  x":          "b.go:3:1  x",
		"a.go:1:2: b.go:3: c":  "a.go:1:2:\u00a0b.go:3: c",
		"a.go:x b.go: c.go: d": "a.go:x b.go:\u00a0c.go:\u00a0d",
	} {
		if got := unmatched(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCode(t *testing.T) {
	long := strings.Repeat("a", 300)
	tests := []struct {
		name, source, line, mark string
		column, end              int
	}{
		{"tabs before", "\t\tx := 1", "x := 1", "^", 3, 0},
		{"range", "\tnow := time.Now()", "now := time.Now()", "       ^~~~~~~~~~", 9, 19},
		{"tab inside", "a\tb", "a   b", "    ^", 3, 0},
		{"wide characters before", "世界 := x", "世界 := x", "        ^", 11, 12},
		{"wide characters below", "x := 世界", "x := 世界", "     ^~~~", 6, 12},
		{"combining", "e\u0301x", "e\u0301x", " ^", 4, 0},
		{"in the indentation", "    x", "x", "^", 3, 0},
		{"no column", "  x", "x", "", 0, 0},
		{"beyond the end", "abc", "abc", "   ^", 50, 60},
		{"no line", "", "", "", 3, 0},
		{"only spaces", "  \t", "", "", 3, 0},
		{"escapes", "\x1b[31mred", `\x1b[31mred`, "        ^~~", 6, 9},
		{"cut at the end", long, strings.Repeat("a", 96) + "…", "^", 1, 0},
		{"cut on both sides", long, "…" + strings.Repeat("a", 96) + "…", strings.Repeat(" ", 33) + "^", 150, 0},
		{"cut at the start", long, "…" + strings.Repeat("a", 33), strings.Repeat(" ", 33) + "^", 300, 0},
		{"mark cut as well", long, strings.Repeat("a", 96) + "…", "^" + strings.Repeat("~", 95), 1, 290},
		{"endless", strings.Repeat("a", 1<<20), "…" + strings.Repeat("a", 96) + "…", strings.Repeat(" ", 33) + "^", 1 << 19, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			line, mark := code(finding.Finding{Source: test.source, Location: finding.Location{Line: 1, Column: test.column, EndColumn: test.end}})
			if line != test.line || mark != test.mark {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", line, mark, test.line, test.mark)
			}
		})
	}
}

// TestRowsAgree shows printable lines in both ways.
func TestRowsAgree(t *testing.T) {
	line := strings.Repeat("if err := f(x); err != nil { return a+b } // 0123456789 ", 5)
	for lo := range 40 {
		for hi := lo + 1; hi <= len(line); hi += 7 {
			fast, slow := rowOf(line, lo, hi), cells(line, lo, hi)
			if _, ok := fast.(simple); !ok {
				t.Fatalf("got %T for printable ASCII", fast)
			}
			for at := -1; at <= len(line)+1; at += 3 {
				if got, want := fast.column(at), slow.column(at); got != want {
					t.Fatalf("[%d:%d] column of %d: got %d, want %d", lo, hi, at, got, want)
				}
			}
			for left := 0; left < hi-lo; left += 5 {
				got, shift := fast.window(left, lo%2 == 0, hi%2 == 0)
				want, wanted := slow.window(left, lo%2 == 0, hi%2 == 0)
				if got != want || shift != wanted {
					t.Fatalf("[%d:%d] from %d: got %q, %d, want %q, %d", lo, hi, left, got, shift, want, wanted)
				}
			}
		}
	}
}

func FuzzCode(f *testing.F) {
	f.Add("\tnow := 世界\xff\x1b", 3, 0, 9)
	f.Fuzz(func(t *testing.T, source string, column, endLine, endColumn int) {
		if column < 0 || endLine < 0 || endColumn < 0 {
			t.Skip("Read refuses it")
		}
		line, mark := code(finding.Finding{Source: source, Location: finding.Location{
			Line: 1, Column: column, EndLine: endLine, EndColumn: endColumn,
		}})
		if finding.Clean(line) != line || textWidth(line) > maxCode+8 || len(mark) > maxCode+8 {
			t.Errorf("got %q, %q", line, mark)
		}
	})
}

func TestWrap(t *testing.T) {
	for _, s := range []string{"", "a", strings.Repeat("word ", 50), strings.Repeat("x", 100), strings.Repeat("世界 ", 40)} {
		for _, line := range wrap(s, 20) {
			if textWidth(line) > 20 {
				t.Errorf("%q is wider than 20", line)
			}
		}
		if got := strings.Join(strings.Fields(strings.Join(wrap(s, 20), " ")), ""); got != strings.Join(strings.Fields(s), "") {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func BenchmarkTenThousand(b *testing.B) { nasty.Benchmark(b, Color) }
