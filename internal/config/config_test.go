package config

import (
	"errors"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

type inputs struct {
	failOn string
	tiers  []string
	tests  bool
	depth  int
	label  string
	names  []string
	words  []string
	tree   []string
}

func sections(in *inputs) (Sections, *pflag.FlagSet, *pflag.FlagSet) {
	top := pflag.NewFlagSet("", pflag.ContinueOnError)
	action.Choice(top, &in.failOn, "fail-on", "warning", []string{"notice", "warning", "error"}, "threshold")
	lint := pflag.NewFlagSet("lint", pflag.ContinueOnError)
	action.Choices(lint, &in.tiers, "tiers", []string{"vet", "critic"}, []string{"vet", "critic", "chaincode"}, "tiers")
	lint.BoolVar(&in.tests, "tests", true, "tests too")
	lint.IntVar(&in.depth, "depth", 3, "depth")
	lint.StringVar(&in.label, "label", "none", "label")
	lint.StringSliceVar(&in.names, "names", []string{"a"}, "names")
	action.Words(lint, &in.words, "words", func(word string) error {
		if word == "bad" {
			return errors.New("bad is no word")
		}
		return nil
	}, "words")
	action.Settings(lint, &in.tree, "tree", func() []action.Setting {
		return []action.Setting{
			{Path: "a.b.on", Default: false},
			{Path: "a.b.size", Default: 1},
			{Path: "a.names", Default: []string{"x"}},
			{Path: "text", Default: ""},
		}
	}, "tree")
	return Sections{{Flags: top}, {Name: "lint", Doc: "lints", Flags: lint}}, top, lint
}

func env(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestFlagBeatsEnvironmentBeatsFileBeatsDefault(t *testing.T) {
	var in inputs
	all, top, lint := sections(&in)
	file, err := Parse("c.yml", []byte(`version: 1
fail-on: error
lint:
  tiers: [chaincode]
  tests: false
  depth: 7
  label: 1.25
  names: [x, y]
`), all)
	if err != nil {
		t.Fatal(err)
	}
	if got := in; got.failOn != "warning" || len(got.tiers) != 2 || !got.tests || got.depth != 3 || got.label != "none" || len(got.names) != 1 {
		t.Fatalf("reading the file changed inputs: %+v", got)
	}
	if err := lint.Parse([]string{"--depth=9"}); err != nil {
		t.Fatal(err)
	}
	vars := env(map[string]string{"INPUT_TIERS": "vet\nchaincode", "INPUT_DEPTH": "8", "INPUT_FAIL_ON": ""})
	for section, flags := range map[string]*pflag.FlagSet{"": top, "lint": lint} {
		if err := Fill(flags, section, vars, file); err != nil {
			t.Fatal(err)
		}
	}
	if in.failOn != "error" || strings.Join(in.tiers, " ") != "vet chaincode" || in.tests || in.depth != 9 ||
		in.label != "1.25" || strings.Join(in.names, " ") != "x y" {
		t.Errorf("got %+v", in)
	}
}

func TestMistakesAreShownAtTheirPlace(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"unknown key": {"version: 1\nlint:\n  tier: [vet]\n",
			"c.yml:3:3: unknown key \"tier\" in lint, want depth, label, names, tests, tiers, tree, words\n      tier: [vet]\n      ^"},
		"unknown section": {"version: 1\nlnt: {}\n", `c.yml:2:1: unknown key "lnt", want fail-on, lint, version`},
		"wrong type":      {"version: 1\nlint:\n  tests: maybe\n", "c.yml:3:10: tests: got maybe, want true or false"},
		"list wanted":     {"version: 1\nlint:\n  tiers: vet\n", "c.yml:3:10: tiers: got vet, want a list of strings"},
		"nested list":     {"version: 1\nlint:\n  tiers: [[vet]]\n", "tiers: got a list, want a list of strings"},
		"number wanted":   {"version: 1\nlint:\n  depth: deep\n", "depth: got deep, want a whole number"},
		"nothing":         {"version: 1\nlint:\n  depth:\n", "depth: got nothing, want a whole number"},
		"wrong word":      {"version: 1\nlint:\n  tiers: [vet, golint]\n", `tiers: got "golint", want vet, critic, chaincode`},
		"wrong choice":    {"version: 1\nfail-on: never\n", `c.yml:2:10: fail-on: got "never", want notice, warning, error`},
		"wrong element":   {"version: 1\nlint:\n  words: [good, bad, bad]\n", `c.yml:3:17: words: bad is no word`},
		"unknown branch":  {"version: 1\nlint:\n  tree: {b: {on: true}}\n", `c.yml:3:10: unknown key "b" in lint.tree, want a, text`},
		"unknown leaf":    {"version: 1\nlint:\n  tree: {a: {b: {off: true}}}\n", `c.yml:3:18: unknown key "off" in lint.tree.a.b, want on, size`},
		"leaf wanted":     {"version: 1\nlint:\n  tree: {a: {b: {size: {on: 1}}}}\n", `size: got keys and values, want a whole number`},
		"branch wanted":   {"version: 1\nlint:\n  tree: {a: true}\n", `c.yml:3:13: got true, want keys and values`},
		"tree wanted":     {"version: 1\nlint:\n  tree: [a.b.on=true]\n", `c.yml:3:9: got a list, want keys and values`},
		"empty name":      {"version: 1\nlint:\n  tree: {a: {names: [x, '']}}\n", `a.names: got "x,", want names with commas between them`},
		"leaf twice":      {"version: 1\nlint:\n  tree: {text: a, text: b}\n", "c.yml:3:19"},
		"twice":           {"version: 1\nlint:\n  depth: 1\n  depth: 2\n", "c.yml:4:3"},
		"no version":      {"lint:\n  depth: 1\n", "no version, want version: 1"},
		"other version":   {"version: 2\n", "c.yml:1:10: version 2, want 1"},
		"empty":           {"", "the file is empty, want version: 1"},
		"comment only":    {"# nothing\n", "the file is empty, want version: 1"},
		"not a mapping":   {"- a\n", "got a list, want keys and values"},
		"no yaml":         {"version: 1\nlint: [\n", "c.yml:2:"},
		"two documents":   {"version: 1\n---\nversion: 1\n", "second document, want one"},
		"escape":          {"version: 1\n\"a\\eb\": 1\n", `unknown key "a\x1bb"`},
	} {
		t.Run(name, func(t *testing.T) {
			all, _, _ := sections(new(inputs))
			_, err := Parse("c.yml", []byte(test.source), all)
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("got\n%v\nwant\n%v", err, test.want)
			}
		})
	}
}

func TestATreeIsFilled(t *testing.T) {
	const source = "version: 1\nlint:\n  tree:\n    text: 1.5\n    a:\n      names: [x, y]\n      b: {on: true, size: 3}\n"
	for name, test := range map[string]struct{ source, env, want string }{
		"file":        {source, "", "text=1.5 a.names=x,y a.b.on=true a.b.size=3"},
		"environment": {source, "a.b.size=4\n\n  a.names=p,q\n", "a.b.size=4 a.names=p,q"},
		"empty":       {"version: 1\nlint: {tree: }\n", "", ""},
		"no names":    {"version: 1\nlint: {tree: {a: {names: []}}}\n", "", "a.names="},
	} {
		t.Run(name, func(t *testing.T) {
			var in inputs
			all, _, lint := sections(&in)
			file, err := Parse("c.yml", []byte(test.source), all)
			if err != nil {
				t.Fatal(err)
			}
			if err := Fill(lint, "lint", env(map[string]string{"INPUT_TREE": test.env}), file); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(in.tree, " "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestAllMistakesAreShownAtOnce(t *testing.T) {
	all, _, _ := sections(new(inputs))
	_, err := Parse("c.yml", []byte("version: 1\nlint:\n  tier: 1\n  depth: x\n"), all)
	if err == nil || strings.Count(err.Error(), "c.yml:") != 2 {
		t.Errorf("got %v, want two mistakes", err)
	}
}

func TestAnEmptySectionIsFine(t *testing.T) {
	all, _, _ := sections(new(inputs))
	if _, err := Parse("c.yml", []byte("version: 1\nlint:\n"), all); err != nil {
		t.Error(err)
	}
}

func TestABadVariableIsNamed(t *testing.T) {
	_, _, lint := sections(new(inputs))
	err := Fill(lint, "lint", env(map[string]string{"INPUT_DEPTH": "x"}), nil)
	if err == nil || !strings.Contains(err.Error(), "INPUT_DEPTH: ") {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"version: 1\nlint: {tiers: [vet]}\n", "a: &a [*a]\n", "version: 1\n? [a]\n: b\n", "{", "!!binary x", "version: 1\nlint: {tree: {a: {b: {on: true}}}}\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		all, _, _ := sections(new(inputs))
		if file, err := Parse("c.yml", source, all); (file == nil) == (err == nil) {
			t.Errorf("file %v, error %v", file, err)
		}
	})
}
