package manual

import "testing"

func TestOf(t *testing.T) {
	const source = `// Licensed to nobody.

// Package look looks at a thing,
// long and hard.
//
//	example()
//
// It never touches.
package look

// not this
var x int
`
	const want = "looks at a thing,\nlong and hard.\n\n\texample()\n\nIt never touches.\n"
	if got := Of(source); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

const doc = `looks at a thing,
long and hard.

It has
reasons.

And more.

	example()

# A heading

Under it.
`

func TestParts(t *testing.T) {
	if got, want := Synopsis(doc), "looks at a thing, long and hard"; got != want {
		t.Errorf("the synopsis is %q, want %q", got, want)
	}
	if got, want := Opening(doc), "It has reasons.\n\nAnd more."; got != want {
		t.Errorf("the opening is %q, want %q", got, want)
	}
	if got := Opening("one paragraph\n"); got != "" {
		t.Errorf("the opening of one paragraph is %q", got)
	}
}

func TestForms(t *testing.T) {
	const text = "    looks at a thing,\n    long and hard.\n\n    It has reasons.\n\n    And more.\n\n        example()\n\n<A heading>\n\n    Under it.\n"
	if got := string(Text(doc, 25, func(s string) string { return "<" + s + ">" })); got != text {
		t.Errorf("got\n%s\nwant\n%s", got, text)
	}
	const markdown = "looks at a thing, long and hard.\n\nIt has reasons.\n\nAnd more.\n\n\texample()\n\n### A heading\n\nUnder it.\n"
	if got := string(Markdown(doc, 3)); got != markdown {
		t.Errorf("got\n%s\nwant\n%s", got, markdown)
	}
	for code, want := range map[string]string{
		"func f() {\n\t\tg()\n\t}":  "```go\nfunc f() {\n\tg()\n}\n```\n",
		"tallystick lint --fail-on": "\ttallystick lint --fail-on\n",
		"x := 1":                    "\tx := 1\n",
		"var s = `\n\t```\n\t`":     "\tvar s = `\n\t```\n\t`\n",
	} {
		if got := string(Markdown("So:\n\n\t"+code+"\n", 2)); got != "So:\n\n"+want {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
}
