package finding

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func at(path string, line int, source string) Finding {
	return Finding{Rule: "lint/x", Message: "m", Source: source, Location: Location{Path: path, Line: line}}
}

func prints(findings ...Finding) (list []string) {
	Fingerprints(findings)
	for _, f := range findings {
		list = append(list, f.Fingerprint)
	}
	return list
}

func TestFingerprintStaysWhenTheLineMoves(t *testing.T) {
	before := prints(at("a/x.go", 3, "\tx := 1"), at("a/x.go", 9, "y()"))
	after := prints(at("a/x.go", 30, "        x  :=  1"), at("a/z.go", 90, "y()"))
	if !slices.Equal(before, after) {
		t.Errorf("got %q, want %q: other line, indentation or file of the package", after, before)
	}
	if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(before[0]) {
		t.Errorf("got %q, want 32 hexadecimal digits", before[0])
	}
}

func TestFingerprintTellsApart(t *testing.T) {
	other := at("a/x.go", 3, "x")
	other.Rule = "lint/y"
	without := at("a/x.go", 3, "")
	without.Message = "another"
	list := prints(
		at("a/x.go", 3, "x"), // again, on the next line
		at("a/x.go", 4, "x"),
		at("b/x.go", 3, "x"), // another package
		at("a/x.go", 3, "y"), // another line
		other,                // another rule
		at("a/x.go", 3, ""),  // no line, so the message
		without,
	)
	slices.Sort(list)
	if got := len(slices.Compact(list)); got != 7 {
		t.Errorf("got %d different fingerprints, want 7", got)
	}
}

func TestFingerprintOfEarlierRunStays(t *testing.T) {
	f := at("a/x.go", 3, "x")
	f.Fingerprint = "known"
	list := prints(f, at("a/x.go", 4, "x"))
	if list[0] != "known" || list[1] != prints(at("a/x.go", 3, "x"))[0] {
		t.Errorf("got %q, want the known one and that of the first of its kind", list)
	}
}

func TestSort(t *testing.T) {
	list := []Finding{
		at("b.go", 1, ""), at("a.go", 10, ""), at("a.go", 9, ""), at("", 0, ""),
		{Rule: "lint/b", Location: Location{Path: "a.go", Line: 9, Column: 1}},
		{Rule: "lint/a", Location: Location{Path: "a.go", Line: 9, Column: 1}},
	}
	Sort(list)
	var got []string
	for _, f := range list {
		got = append(got, f.Location.String()+" "+f.Rule)
	}
	want := []string{" lint/x", "a.go:9 lint/x", "a.go:9:1 lint/a", "a.go:9:1 lint/b", "a.go:10 lint/x", "b.go:1 lint/x"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFoldedIsFields(t *testing.T) {
	for _, s := range []string{"", " ", "\t\tx := 1 ", "a\v\f\r\n b", "a\u00a0b\u2003 c", " größer  als ", "a\xff  b", "\x00 \x1f"} {
		if got, want := string(appendFolded([]byte("k "), s)), "k "+strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

// TestFingerprintsOfEarlierVersions holds what users have in their baselines.
func TestFingerprintsOfEarlierVersions(t *testing.T) {
	got := prints(at("a/x.go", 3, "\tx := f( y )"), at("a/x.go", 9, "x := f( y )"), at("größe.go", 1, "\u2003ü  v"), at("", 0, ""))
	want := []string{
		"48ed3260d4267b256f7c4f154ada5ff3",
		"6da6e7848394a3ff546b3a78988eb31a",
		"f49a2ef1607f177fdba3eee9df472d8a",
		"89fa67c490be00d4cecf68d379d9a055",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
