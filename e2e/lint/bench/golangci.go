package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/e2e/lint/subject"
	suite "golang.org/x/tools/go/analysis/suite/vet"
	"honnef.co/go/tools/simple"
	"honnef.co/go/tools/staticcheck"
	"honnef.co/go/tools/stylecheck"
)

const golangciVersion = "v2.15.0"

// newGolangci is golangci-lint with the linters that lint has, nothing held
// back, and nothing between it and the processors.
func newGolangci(ctx context.Context, binary, root, work string) (*contender, error) {
	if binary == "" {
		install := exec.CommandContext(ctx, filepath.Join(root, "e2e", "tools.sh"), "golangci-lint")
		install.Stderr = os.Stderr
		out, err := install.Output()
		if err != nil {
			return nil, fmt.Errorf("installing golangci-lint: %w", err)
		}
		binary = filepath.Join(strings.TrimSpace(string(out)), "golangci-lint")
	}
	version, err := exec.CommandContext(ctx, binary, "version", "--short").Output()
	if err != nil {
		return nil, fmt.Errorf("asking golangci-lint for its version: %w", err)
	}
	if got := "v" + strings.TrimPrefix(strings.TrimSpace(string(version)), "v"); got != golangciVersion {
		return nil, fmt.Errorf("golangci-lint is %s, want %s", got, golangciVersion)
	}
	config := filepath.Join(work, "golangci.yml")
	if err := os.WriteFile(config, []byte(golangciConfig()), 0o644); err != nil {
		return nil, err
	}
	return &contender{
		name: nameGolangci, work: filepath.Join(work, "caches", "golangci"), finding: regexp.MustCompile(`(?m)^\S+:\d+:\d+: `),
		commands: func(ctx context.Context, dir, state string, env []string) []*exec.Cmd {
			cmd := exec.CommandContext(ctx, binary, "run", "--config", config, "--allow-parallel-runners",
				"--output.text.print-issued-lines=false", "--output.text.colors=false", "--show-stats=false", "./...")
			cmd.Dir, cmd.Env = dir, subject.Environ(append(env, "GOLANGCI_LINT_CACHE="+state)...)
			return []*exec.Cmd{cmd}
		},
	}, nil
}

// golangciConfig enables what our tiers vet, staticcheck and critic have, in
// the words of golangci-lint's reference. Its defaults for gocritic are ours.
func golangciConfig() string {
	var vet, checks strings.Builder
	for _, a := range suite.Suite {
		fmt.Fprintf(&vet, "        - %s\n", a.Name)
	}
	for _, name := range nonDefault() {
		fmt.Fprintf(&checks, "        - \"-%s\"\n", name)
	}
	return `version: "2"
run:
  timeout: 30m
linters:
  default: none
  enable: [govet, staticcheck, gocritic, unused]
  settings:
    govet:
      disable-all: true
      enable:
` + vet.String() + `    staticcheck:
      checks:
        - all
        - "-QF*"
` + checks.String() + `  exclusions:
    generated: disable
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
`
}

// nonDefault are the checks that the staticcheck command leaves off.
func nonDefault() (names []string) {
	for _, l := range slices.Concat(staticcheck.Analyzers, simple.Analyzers, stylecheck.Analyzers) {
		if l.Doc.NonDefault {
			names = append(names, l.Analyzer.Name)
		}
	}
	return names
}
