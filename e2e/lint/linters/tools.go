package linters

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/e2e/lint/subject"
)

// Line is a finding as all tools can say it: file:line:column: rule: message.
type Line string

func newLine(path string, line, column int, rule, message string) Line {
	return Line(fmt.Sprintf("%s:%d:%d: %s: %s", path, line, column, rule, strings.TrimSpace(message)))
}

// Rule is what the tool calls the check.
func (l Line) Rule() string {
	rule, _, _ := strings.Cut(regexp.MustCompile(`^.*?:\d+:\d+: `).ReplaceAllString(string(l), ""), ":")
	return rule
}

// Tools are the programs whose work lint does.
type Tools struct {
	vet, staticcheck, gocritic string
	// Env is what they get beside subject.Environ: places for their caches.
	Env []string
}

// BuildTools builds them in the folder dir. The first and the last are those
// that lint's own tests have: vet's suite in the release that lint has, and
// go-critic's checkers driven as its command does.
func BuildTools(ctx context.Context, root, dir string) (Tools, error) {
	t := Tools{
		vet: filepath.Join(dir, "vet"), staticcheck: filepath.Join(dir, "staticcheck"), gocritic: filepath.Join(dir, "gocritic"),
		Env: []string{"STATICCHECK_CACHE=" + filepath.Join(dir, "staticcheck-cache")},
	}
	return t, errors.Join(
		build(ctx, root, t.vet, "./actions/lint/testdata/vet"),
		build(ctx, root, t.staticcheck, "honnef.co/go/tools/cmd/staticcheck"),
		build(ctx, root, t.gocritic, "./actions/lint/testdata/gocritic"),
	)
}

// Tiers are the tiers of lint that have a tool of their own.
func Tiers() []string { return []string{"vet", "staticcheck", "critic"} }

// Command is the tool of a tier, for all packages of the module in dir.
func (t Tools) Command(ctx context.Context, tier, dir, tags string, env []string) *exec.Cmd {
	var cmd *exec.Cmd
	switch tier {
	case "vet":
		cmd = exec.CommandContext(ctx, "go", "vet", "-vettool="+t.vet, "-json", "-tags="+tags, "./...")
	case "staticcheck":
		cmd = exec.CommandContext(ctx, t.staticcheck, "-f", "json", "-tags", tags, "./...")
	case "critic":
		cmd = exec.CommandContext(ctx, t.gocritic, tags)
	default:
		panic("no tool for tier " + tier)
	}
	cmd.Dir, cmd.Env = dir, subject.Environ(slices.Concat(t.Env, env)...)
	return cmd
}

// Lint gives what the tool of a tier says.
func (t Tools) Lint(ctx context.Context, tier, dir, tags string, env []string) ([]Line, error) {
	var stdout, stderr bytes.Buffer
	cmd := t.Command(ctx, tier, dir, tags, env)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && tier == "staticcheck" && exit.ExitCode() == 1 {
		err = nil // it has findings; the others end with 0 all the same
	}
	var lines []Line
	if err == nil {
		lines, err = parsers()[tier](dir, stdout.String(), stderr.String())
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", strings.Join(cmd.Args, " "), err, stdout.String(), stderr.String())
	}
	return lines, nil
}

func parsers() map[string]func(dir, stdout, stderr string) ([]Line, error) {
	return map[string]func(dir, stdout, stderr string) ([]Line, error){
		"vet": parseVet, "staticcheck": parseStaticcheck, "critic": parseCritic,
	}
}

// parseVet reads "go vet -json": objects by package and analyzer, with lines
// "# package" between them, on either stream.
func parseVet(dir, stdout, stderr string) (lines []Line, err error) {
	var text strings.Builder
	for l := range strings.Lines(stdout + stderr) {
		if !strings.HasPrefix(l, "#") {
			text.WriteString(l)
		}
	}
	type diagnostic struct{ Posn, Message string }
	for decoder := json.NewDecoder(strings.NewReader(text.String())); decoder.More(); {
		var packages map[string]map[string]json.RawMessage
		if err := decoder.Decode(&packages); err != nil {
			return nil, fmt.Errorf("reading go vet's output: %w", err)
		}
		for _, analyzers := range packages {
			for name, raw := range analyzers {
				var diagnostics []diagnostic
				if err := json.Unmarshal(raw, &diagnostics); err != nil { // an object {"error": ...}
					return nil, fmt.Errorf("vet's %s failed: %s", name, raw)
				}
				for _, d := range diagnostics {
					line, err := fromPosition(dir, d.Posn, name, d.Message)
					if err != nil {
						return nil, err
					}
					lines = append(lines, line)
				}
			}
		}
	}
	return lines, nil
}

func parseStaticcheck(dir, stdout, _ string) (lines []Line, err error) {
	for decoder := json.NewDecoder(strings.NewReader(stdout)); decoder.More(); {
		var d struct {
			Code, Message string
			Location      struct {
				File         string
				Line, Column int
			}
		}
		if err := decoder.Decode(&d); err != nil {
			return nil, fmt.Errorf("reading staticcheck's output: %w", err)
		}
		if d.Code == "compile" || d.Code == "staticcheck" {
			d.Code = "ignore" // both are about directives where all compiles
		}
		path, err := relative(dir, d.Location.File)
		if err != nil {
			return nil, err
		}
		lines = append(lines, newLine(path, d.Location.Line, d.Location.Column, d.Code, d.Message))
	}
	return lines, nil
}

func parseCritic(dir, stdout, _ string) (lines []Line, err error) {
	row := regexp.MustCompile(`^(.*?:\d+:\d+): (\w+): (.*)$`)
	for text := range strings.Lines(stdout) {
		m := row.FindStringSubmatch(strings.TrimSpace(text))
		if m == nil {
			return nil, fmt.Errorf("reading gocritic's output: %q", text)
		}
		message, err := strconv.Unquote(m[3])
		if err != nil {
			message = m[3]
		}
		line, err := fromPosition(dir, m[1], m[2], message)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// fromPosition makes a line from "file:line:column" or "file:line".
func fromPosition(dir, position, rule, message string) (Line, error) {
	m := regexp.MustCompile(`^(.*?):(\d+)(?::(\d+))?$`).FindStringSubmatch(position)
	if m == nil {
		return "", fmt.Errorf("position %q is none", position)
	}
	path, err := relative(dir, m[1])
	if err != nil {
		return "", err
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	return newLine(path, line, column, rule, message), nil
}

// relative leaves alone what is outside, as lint does: cgo's files are in the
// build cache.
func relative(dir, path string) (string, error) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	rel, err := filepath.Rel(dir, path)
	if err == nil && filepath.IsLocal(rel) {
		path = rel
	}
	return filepath.ToSlash(path), err
}
