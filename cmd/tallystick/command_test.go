package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/setup"
)

// TestHooks runs what the hooks run on a folder without a module: every flag
// and value in them must be one that there is.
func TestHooks(t *testing.T) {
	for _, h := range hooks() {
		c := command()
		var stderr bytes.Buffer
		c.Dir, c.Getenv = t.TempDir(), func(string) string { return "" }
		c.Stdin, c.Stdout, c.Stderr = strings.NewReader(""), new(bytes.Buffer), &stderr
		if got := c.Main(context.Background(), h.Args); got != action.ExitNotAnalysed {
			t.Errorf("%s: exit code %d, want %d\n%s", h.Name, got, action.ExitNotAnalysed, &stderr)
		}
	}
}

// TestConfiguration reads what init writes: as it is, and with every setting
// in force, which must be the default.
func TestConfiguration(t *testing.T) {
	c := command()
	file := setup.Configuration(c.Sections(), "https://example.org/schema.json")
	if !bytes.HasPrefix(file, []byte("# yaml-language-server: $schema=https://example.org/schema.json\n")) {
		t.Errorf("the first line does not name the schema:\n%s", file)
	}
	if _, err := config.Parse(config.Name, file, c.Sections()); err != nil {
		t.Error(err)
	}
	all := regexp.MustCompile(`(?m)^#( *[a-z])`).ReplaceAll(settings(file), []byte("$1"))
	if _, err := config.Parse(config.Name, all, c.Sections()); err != nil {
		t.Errorf("with every setting in force: %v\n%s", err, all)
	}
	for _, section := range c.Sections() {
		if section.Name != "" && section.Flags.HasAvailableFlags() && !bytes.Contains(all, []byte("\n"+section.Name+":\n")) {
			t.Errorf("no section %s", section.Name)
		}
	}
}

// TestInitReadsGolangci: what the tiers do not cover of a .golangci.yml switches
// the golangci tier on, in a configuration that is right.
func TestInitReadsGolangci(t *testing.T) {
	c := command()
	c.Dir, c.Getenv = t.TempDir(), func(string) string { return "" }
	var stdout bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(""), &stdout, &stdout
	if err := os.WriteFile(filepath.Join(c.Dir, ".golangci.yml"), []byte("version: \"2\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := c.Main(t.Context(), []string{"init"}); got != action.ExitPass || !strings.Contains(stdout.String(), "nothing  errcheck, ineffassign\n") {
		t.Errorf("exit code %d\n%s", got, stdout.String())
	}
	path := filepath.Join(c.Dir, config.Name)
	file, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(file, []byte("\nlint:\n")) || !bytes.Contains(file, []byte("\n  tiers: [vet, staticcheck, critic, chaincode, golangci]\n")) {
		t.Errorf("%v\n%s", err, file)
	}
	if _, err := config.Read(path, c.Sections()); err != nil {
		t.Error(err)
	}
}

// settings drops the lines that are text: "# text" and "#  # text".
func settings(file []byte) []byte {
	return regexp.MustCompile(`(?m)^(# |#  # ).*\n`).ReplaceAll(file, nil)
}

// TestEveryRuleHasText: what explain and SARIF show of a rule is more than its
// name, and pages that are ours exist.
func TestEveryRuleHasText(t *testing.T) {
	const ours = "https://github.com/tallystick/tallystick/blob/main/"
	c := command()
	for _, a := range c.Actions {
		if a.Rules == nil || a.Composite {
			continue
		}
		for _, rule := range a.Rules() {
			if rule.Manual != nil && strings.TrimSpace(rule.Manual().Doc) == "" {
				t.Errorf("%s has an empty manual", rule.ID)
			}
			if page, ok := strings.CutPrefix(rule.URL, ours); ok {
				if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(page))); err != nil {
					t.Errorf("%s: its page: %v", rule.ID, err)
				}
			}
		}
	}
}
