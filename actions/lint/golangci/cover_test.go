package golangci

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAdvise says what people read for the configurations that there are.
func TestAdvise(t *testing.T) {
	ours := []string{"vet", "staticcheck"}
	with := append(slices.Clone(ours), Name)
	for _, test := range []struct {
		name, file, config string
		want               []string // in the text
		not                string
		tiers              []string
	}{
		{
			name: "v2 by default", file: ".golangci.yml", config: "version: \"2\"\n",
			want:  []string{"(version 2)", "in part  govet: vet, but not inline\n", "in part  staticcheck: staticcheck, but not the QF checks, SA9003, ST1023\n", "all      unused: staticcheck\n", "nothing  errcheck, ineffassign\n"},
			not:   "exclusions",
			tiers: with,
		},
		{
			name: "v2 all covered", file: ".golangci.yaml", config: "version: '2'\nlinters:\n  default: none\n  enable: [gocritic, unused]\n",
			want: []string{"all      gocritic: critic\n", "golangci-lint is not needed\n"},
			not:  "nothing",
		},
		{
			name: "v2 settings, formatters and exclusions", file: ".golangci.toml",
			config: "version = \"2\"\n[linters]\ndefault = \"none\"\nenable = [\"unused\"]\n[linters.settings.unused]\nfield-writes-are-uses = false\n[linters.exclusions]\npresets = [\"comments\"]\n[formatters]\nenable = [\"gofmt\"]\n",
			want:   []string{"in part  unused: staticcheck, but not settings.unused.field-writes-are-uses\n", "nothing  gofmt\n", "its exclusions hold for golangci-lint alone"},
			tiers:  with,
		},
		{
			name: "v2 groups", file: ".golangci.json", config: `{"version": "2", "linters": {"default": "all", "disable": ["govet", "errcheck"]}}`,
			want:  []string{"nothing  ineffassign, all other linters\n", "all      gocritic"},
			not:   "govet",
			tiers: with,
		},
		{
			name: "v1 by default", file: ".golangci.yml", config: "linters:\n  enable:\n    - stylecheck\nissues:\n  exclude-use-default: false\n",
			want: []string{"(version 1)", "all      gosimple: staticcheck\n", "in part  staticcheck: staticcheck, but not SA9003\n", "in part  stylecheck: staticcheck, but not ST1023\n", "nothing  errcheck, ineffassign\n", "golangci-lint migrate (of v2), then lint with --tiers vet,staticcheck,golangci\n", "its exclusions"},
		},
		{
			name: "v1 settings", file: ".golangci.yml", config: "linters:\n  disable-all: true\n  enable: [govet]\n  presets: [bugs]\nlinters-settings:\n  govet:\n    enable-all: true\n",
			want: []string{"in part  govet: vet, but not inline, settings.govet.enable-all\n", "nothing  the linters of presets bugs\n"},
		},
		{
			name: "v1 with linters in one word", file: ".golangci.yml", config: "linters:\n  disable-all: true\n  enable: gosimple,unused\n",
			want: []string{"golangci-lint is not needed\n"},
		},
		{
			name: "broken", file: ".golangci.yml", config: "linters: [\n",
			want: []string{"what the tiers of lint cover is not known: parsing .golangci.yml"},
		},
		{
			name: "empty", file: ".golangci.yml", config: "",
			want: []string{"(version 1)"},
		},
		{
			name: "of strangers", file: ".golangci.yml", config: "version: \"2\"\nlinters:\n  enable: [\"\\e[31m::error::x\"]\n",
			want: []string{`\x1b[31m::error::x`}, tiers: with,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			if err := os.WriteFile(filepath.Join(root, test.file), []byte(test.config), 0o644); err != nil {
				t.Fatal(err)
			}
			text, tiers := Advise(root, ours, []string{"lint/printf"})
			for _, want := range test.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in:\n%s", want, text)
				}
			}
			if test.not != "" && strings.Contains(text, test.not) {
				t.Errorf("%q in:\n%s", test.not, text)
			}
			if !slices.Equal(tiers, test.tiers) {
				t.Errorf("got tiers %q, want %q", tiers, test.tiers)
			}
		})
	}
	if text, tiers := Advise(t.TempDir(), ours, nil); text != "" || tiers != nil {
		t.Errorf("no file: got %q, %q", text, tiers)
	}
}

// TestCoversByRules: what the tiers have in this release is not missed.
func TestCoversByRules(t *testing.T) {
	config, err := parse(".golangci.yml", []byte(`version: "2"`))
	if err != nil {
		t.Fatal(err)
	}
	for _, cover := range Covers(config, []string{"lint/inline", "lint/QF1001"}) {
		if cover.Linter == "govet" && len(cover.Lacks) > 0 || slices.Contains(cover.Lacks, "the QF checks") {
			t.Errorf("got %+v", cover)
		}
	}
}

func FuzzConfig(f *testing.F) {
	f.Add(".golangci.yml", "version: \"2\"\nlinters:\n  default: all\n  enable: [a, 1, {}]\n")
	f.Add(".golangci.toml", "version = 2\n[linters]\nenable = [1]\n")
	f.Add(".golangci.json", `{"linters": "x", "issues": []}`)
	f.Fuzz(func(t *testing.T, name, text string) {
		if len(text) > 1<<12 {
			return // the parsers' own matter
		}
		config, err := parse(name, []byte(text))
		if err == nil {
			Covers(config, nil)
			config.excludes()
		}
	})
}
