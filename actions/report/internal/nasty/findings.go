package nasty

import (
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
)

// plain are findings as they are on a good day, with everything a format may
// make use of.
func plain() []finding.Finding {
	const file = "cc/asset/asset.go"
	hint := "use ctx.GetStub().GetTxTimestamp(), which every peer sees alike"
	list := []finding.Finding{
		{
			Rule: "lint/mapiter", Severity: finding.Error, Message: "map order reaches PutState", Hint: "sort the keys first: slices.Sorted(maps.Keys(m))",
			Location: at(file, 40, 14, 40, 19), Source: "\tfor k, v := range index { // größer 世界",
			Related: []finding.Related{
				{Location: at(file, 42, 3, 0, 0), Message: "k goes into key"},
				{Location: at("cc/asset/keys.go", 7, 9, 0, 0), Message: "key is what PutState writes"},
			},
			Fixes: []finding.Fix{{Message: "sort the keys", Edits: []finding.Edit{
				{Location: at(file, 40, 20, 40, 25), NewText: "slices.Sorted(maps.Keys(index))"},
				{Location: at(file, 3, 1, 3, 1), NewText: "\"maps\"\n"},
			}}},
		},
		{
			Rule: "gosum/missing", Severity: finding.Error, Message: "no line for golang.org/x/text v0.3.0/go.mod, want one", Hint: "go mod tidy",
			Location: finding.Location{Path: "cc/asset/go.sum"},
		},
		{
			Rule: "baseline/go", Severity: finding.Notice, Message: "go.mod declares go1.21, want go1.25 or newer",
			Location: finding.Location{Path: "cc/asset/go.mod", Line: 3}, Source: "go 1.21",
		},
		{Rule: "baseline/policy", Severity: finding.Warning, Message: "no policy says which Go is wanted", Hint: "set baseline: go: in .tallystick.yml"},
		{
			Rule: "lint/defer", Severity: finding.Warning, Message: "a block over several lines",
			Location: at(file, 50, 2, 53, 3), Source: "\tdefer func() {",
		},
	}
	for _, line := range []int{12, 19, 27, 33, 61, 77} {
		list = append(list, finding.Finding{
			Rule: "lint/walltime", Severity: finding.Error, Message: "time.Now gives another answer on every peer", Hint: hint,
			Location: at(file, line, 9, line, 19), Source: "\tnow := time.Now() // ##[endgroup]",
		})
	}
	return list
}

// hostile are findings whose text has plans of its own.
func hostile() []finding.Finding {
	const file = "cc/asset/evil.go"
	text := func(line int, message, source string) finding.Finding {
		return finding.Finding{
			Rule: "lint/critic", Severity: finding.Warning, Message: message,
			Location: at(file, line, 5, line, 9), Source: source,
		}
	}
	path := func(path string) finding.Finding {
		return finding.Finding{Rule: "lint/critic", Severity: finding.Notice, Message: "a path with plans", Location: at(path, 1, 1, 0, 0), Source: "package evil"}
	}
	return []finding.Finding{
		text(1, "first line\n::error file=x.go::second line\r\n  ::set-output name=signed::true", "a\r::error::x"),
		text(2, "100% of %0A, %s and %d; ##[error]and ##[set-env name=PATH]x", "##[error]x"),
		text(3, "\x1b[2J\x1b]0;title\x07 and \u009b31m and \u202eesrever\u2069 and \xff\xfe", "x \x1b[31m= \u202e1"),
		text(4, "main.go:3:1: undefined: x; other.go: no such file", "x.go:1:1: y"),
		text(5, "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; <!-- --> </details>", "``` </code></pre> <script>"),
		text(6, "[link](https://example.org/) ![image](http://example.org/x.png) https://example.org/ www.example.org a@example.org", "````go"),
		text(7, "@someone #12 GH-12 **bold** _it_ `code` ~~gone~~ a|b $x^2$ :tada:", "| a | b |"),
		text(8, "a very long message: "+strings.Repeat("word ", 1200)+"end", "s := \""+strings.Repeat("long ", 200)+"\""),
		text(9, strings.Repeat("x", 300)+" without a place to break", strings.Repeat("\t", 40)+"x := 1"),
		text(10, "世界の台帳は同じでなければならない 🪵🪵 e\u0301", "世界 := \"🪵\" + e\u0301"),
		text(11, "", ""),
		{Rule: "lint/critic", Severity: finding.Error, Message: "a column beyond the line", Location: at(file, 12, 500, 12, 900), Source: "short"},
		{Rule: "lint/critic", Severity: finding.Error, Message: "a column inside of a character", Location: at(file, 13, 2, 13, 3), Source: "世界"},
		{Rule: "lint/critic", Severity: finding.Error, Message: "an end before its start", Location: at(file, 14, 5, 13, 1), Source: "abcdefgh"},
		{Rule: "lint/critic", Severity: finding.Error, Message: "no place", Hint: "::error::x\n##[error]y `z` <b>"},
		{Rule: "lint/a|b`c", Severity: finding.Notice, Message: "a rule with plans", Location: finding.Location{Path: file}},
		path("a::error file=b,line=1::c.go"),
		path("x,title=y%0A::error::z.go"),
		path("new\nline\x1b[31m.go"),
		path("with space/größe #1?&|`<b>.go"),
		path("/outside/of/the/repository.go"),
	}
}

func at(path string, line, column, endLine, endColumn int) finding.Location {
	return finding.Location{Path: path, Line: line, Column: column, EndLine: endLine, EndColumn: endColumn}
}
