package summary

import (
	"regexp"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/report/internal/nasty"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/gha"
)

// elements are the only HTML of our own.
var elements = regexp.MustCompile(`</?code>|<span>\$</span>`)

// outsideOfFences are the lines that Markdown reads as markup.
func outsideOfFences(text string) (lines []string) {
	fence := ""
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case fence != "":
			if trimmed == fence {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"):
			fence = strings.TrimRight(trimmed, "go")
		default:
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	if fence != "" {
		lines = append(lines, "a fence stays open: "+fence)
	}
	return lines
}

func TestGolden(t *testing.T) {
	escaped := regexp.MustCompile(`\\[[:punct:]]`)
	for name, text := range nasty.Golden(t, Write, "md") {
		for _, line := range outsideOfFences(text) {
			// What is left without escapes and our own elements is text.
			line = escaped.ReplaceAllString(elements.ReplaceAllString(line, ""), "")
			line = strings.TrimLeft(line, "#- |*")
			for _, bad := range []string{"<", ">", "`", "](", "://", "~~", "$x", "stays open"} {
				if strings.Contains(line, bad) {
					t.Errorf("%s: %q stands in %q", name, bad, line)
				}
			}
			if regexp.MustCompile(`[@#]\w|www\.`).MatchString(line) {
				t.Errorf("%s: a mention, a number or an address stands in %q", name, line)
			}
		}
		if strings.ContainsAny(text, "\x1b\r\u202e\u009b") {
			t.Errorf("%s: a control character stands in it", name)
		}
	}
}

func TestTablesKeepTheirColumns(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, nasty.Reports()[0].Report); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, line := range outsideOfFences(b.String()) {
		if strings.HasPrefix(line, "|") {
			rows++
			if n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); n != 4 {
				t.Errorf("%d bars in %q, want 4", n, line)
			}
		}
	}
	if rows != 2+7+2+4 {
		t.Errorf("got %d rows", rows)
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, 100%":  "plain text, 100%",
		`a\|b`:              `a\\\|b`,
		"<b>&amp;":          "&lt;b&gt;&amp;amp;",
		"@me #1":            "@\u200bme #\u200b1",
		"https://x":         `https\://x`,
		"WWW.x www.y w.z":   `WWW\.x www\.y w.z`,
		"a\nb\x1b\tc":       `a b\\x1b c`,
		"$x$":               "<span>$</span>x<span>$</span>",
		"![a](b) **c** `d`": "!\\[a\\](b) \\*\\*c\\*\\* \\`d\\`",
	} {
		if got := escape(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFenceIsLongerThanAnyInside(t *testing.T) {
	if got, want := fenced([]string{"````x```"}, "go", "  "), "  `````go\n  ````x```\n  `````\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStaysBelowTheLimit(t *testing.T) {
	long := strings.Repeat("<", 1<<20)
	r := nasty.Many(20_000)
	for i := range r.Findings {
		r.Findings[i].Location.Line = i + 1
		r.Findings[i].Message = strings.Repeat("|", i%1000)
	}
	for range 300 {
		r.Steps = append(r.Steps, finding.Step{Action: "lint", Module: long, Status: finding.Failed, Error: strings.Repeat(long[:3000]+"\n", 100), Hint: long})
		r.Outputs = append(r.Outputs, finding.Output{Name: "x", Value: long})
	}
	var b strings.Builder
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	if b.Len() > gha.MaxSummary {
		t.Errorf("got %d bytes, want at most %d", b.Len(), gha.MaxSummary)
	}
	for _, want := range []string{"steps more in", "steps more failed;", "outputs more in", "more did not fit into this summary; the report file holds all 20000."} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in it", want)
		}
	}
}

func BenchmarkTenThousand(b *testing.B) { nasty.Benchmark(b, Write) }
