//go:build e2e

package nolint

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/e2e/tool"
)

// config has the linters that are made of what the tiers are made of.
const config = `version: "2"
linters:
  default: none
  enable: [govet, staticcheck, unused, gocritic, nolintlint]
  settings:
    nolintlint:
      allow-unused: false
issues:
  max-same-issues: 0
  max-issues-per-linter: 0
  uniq-by-line: false
`

// TestRecord compares what golangci-lint says with the record that lint's
// TestDirectivesAsTheTools reads. UPDATE=1 writes the record.
func TestRecord(t *testing.T) {
	got := run(t, filepath.Join(tool.Root(t), "actions", "lint", "testdata", "directives"))
	record := filepath.Join(tool.Root(t), "actions", "lint", "testdata", "golangci-lint.v2.15.0.txt")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(record, []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Split(tool.Read(t, record), "\n")
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("not on record: %s", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("no longer said: %s", line)
		}
	}
	if t.Failed() {
		t.Log("to write the record: UPDATE=1 go test -tags e2e ./e2e/nolint")
	}
}

// run gives "file:line: linter: check", and for nolintlint all its words.
func run(t *testing.T, dir string) (lines []string) {
	temp := t.TempDir()
	tool.Write(t, temp, map[string]string{"config.yml": config})
	output := filepath.Join(temp, "issues.json")
	cmd := exec.Command(tool.Path(t, "golangci-lint", "golangci-lint"), "run", "--allow-parallel-runners",
		"--config", filepath.Join(temp, "config.yml"), "--path-mode=abs", "--output.json.path="+output, "--show-stats=false", "./...")
	cmd.Dir = dir
	cmd.Env = slices.Concat(os.Environ(), tool.GoEnv(t), []string{
		"GOLANGCI_LINT_CACHE=" + filepath.Join(temp, "cache"), "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=",
	})
	var exit *exec.ExitError
	if out, err := cmd.CombinedOutput(); err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v\n%s", err, out)
	}
	var said struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename string
				Line     int
			}
		}
	}
	data, err := os.ReadFile(output)
	if err == nil {
		err = json.Unmarshal(data, &said)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, issue := range said.Issues {
		path, err := filepath.Rel(dir, issue.Pos.Filename)
		if err != nil {
			t.Fatal(err)
		}
		text := issue.Text
		switch issue.FromLinter {
		case "unused":
			text = "U1000"
		case "nolintlint":
		default:
			text, _, _ = strings.Cut(text, ": ")
		}
		lines = append(lines, fmt.Sprintf("%s:%d: %s: %s", filepath.ToSlash(path), issue.Pos.Line, issue.FromLinter, text))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}
