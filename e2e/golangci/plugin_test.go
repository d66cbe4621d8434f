//go:build e2e

package golangci

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/e2e/tool"
)

// release is the one that is built with our plugin.
const release = "v2.15.0"

// TestPlugin builds the golangci-lint that docs/analyzers.md describes, with the
// files that it shows, and holds what it finds in a chaincode against lint.
func TestPlugin(t *testing.T) {
	root := tool.Root(t)
	doc := tool.Read(t, root, "docs", "analyzers.md")
	dir := filepath.Join(t.TempDir(), "chaincode")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "testdata", "bad"))); err != nil {
		t.Fatal(err)
	}
	// What is tested is this tree, not a release of it.
	custom := regexp.MustCompile(`\n    version: \S+`).ReplaceAllString(shown(t, doc, ".custom-gcl.yml"), "\n    path: "+root)
	own := strings.Replace(shown(t, doc, ".golangci.yml"), "disable: [globalstate]", "disable: []", 1)
	tool.Write(t, dir, map[string]string{".custom-gcl.yml": custom, ".golangci.yml": own})

	w := &world{T: t, dir: dir, cache: t.TempDir(), golangci: tool.Path(t, "golangci-lint", "golangci-lint")}
	w.tallystick = tool.Build(t, root, t.TempDir())
	build(t, w)
	w.golangci = filepath.Join(dir, "custom-gcl")

	want := w.chaincode()
	if len(want) < 3 {
		t.Fatalf("lint says too little to compare: %q", want)
	}
	same(t, "the plugin", w.plugin(), want)

	tool.Write(t, dir, map[string]string{".golangci.yml": strings.Replace(own, "disable: []", "disable: [mapiter]", 1)})
	without := slices.DeleteFunc(slices.Clone(want), func(line string) bool { return strings.Contains(line, " mapiter: ") })
	same(t, "the plugin without mapiter", w.plugin(), without)

	// As a tier of lint, it adds nothing and changes nothing.
	for _, tiers := range []string{"golangci", "chaincode,golangci"} {
		tool.Write(t, dir, map[string]string{".golangci.yml": own})
		var got []string
		for _, f := range w.findings(tiers) {
			if name := strings.TrimPrefix(f.Rule, "lint/"); f.Hint != "" && !strings.Contains(f.Message, "hint:") {
				got = append(got, fmt.Sprintf("%s:%d %s: %s", f.Location.Path, f.Location.Line, name, f.Message))
			}
		}
		same(t, "lint --tiers "+tiers, got, withoutSeverity(want))
	}
}

// shown is a block of YAML in a page, by the name in its first line.
func shown(t *testing.T, page, name string) string {
	t.Helper()
	_, text, ok := strings.Cut(page, "```yaml\n# "+name+"\n")
	text, _, closed := strings.Cut(text, "```")
	if !ok || !closed {
		t.Fatalf("the page does not show %s", name)
	}
	return text
}

// build runs golangci-lint custom. It clones its own repository, for which the
// module of the same release stands here: the same files, but for tests.
func build(t *testing.T, w *world) {
	t.Helper()
	download := exec.Command("go", "mod", "download", "-json", "github.com/golangci/golangci-lint/v2@"+release)
	download.Dir = t.TempDir()
	out, err := download.Output()
	var module struct{ Dir string }
	if err != nil || json.Unmarshal(out, &module) != nil {
		t.Fatalf("downloading golangci-lint: %v\n%s", err, out)
	}
	repository := filepath.Join(t.TempDir(), "golangci-lint")
	if err := os.CopyFS(repository, os.DirFS(module.Dir)); err != nil {
		t.Fatal(err)
	}
	tool.Git(t, repository, "init", "--quiet", "--initial-branch", release)
	tool.Git(t, repository, "add", "--all", "--force")
	tool.Git(t, repository, "commit", "--quiet", "--message", release)

	cmd := exec.Command(w.golangci, "custom", "--verbose")
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=url.file://"+filepath.ToSlash(repository)+".insteadOf",
		"GIT_CONFIG_VALUE_0=https://github.com/golangci/golangci-lint.git")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("golangci-lint custom: %v\n%s", err, out)
	}
}

// chaincode is what lint's tier says, a line each as the plugin has them.
func (w *world) chaincode() (lines []string) {
	w.Helper()
	for _, f := range w.findings("chaincode") {
		lines = append(lines, fmt.Sprintf("%s:%d %s: %s: %s", f.Location.Path, f.Location.Line, strings.TrimPrefix(f.Rule, "lint/"), f.Severity, f.Message))
	}
	return lines
}

// plugin is what the custom golangci-lint says; its severities must be those
// in the text.
func (w *world) plugin() (lines []string) {
	w.Helper()
	out, said := w.run(w.golangci, "run", "--allow-parallel-runners", "--enable-only", "tallystick", "--output.json.path=stdout", "--show-stats=false")
	var answer struct {
		Issues []struct {
			issue
			Severity string
		}
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		w.Fatalf("%v\n%s%s", err, out, said)
	}
	for _, i := range answer.Issues {
		text, hint, _ := strings.Cut(i.Text, "\nhint: ")
		_, rest, _ := strings.Cut(text, ": ")
		severity, _, _ := strings.Cut(rest, ": ")
		if want := map[string]string{"error": "error", "warning": "warning", "notice": "info"}[severity]; want == "" || i.Severity != want || hint == "" {
			w.Errorf("%s is of severity %q, want %q; hint %q", text, i.Severity, want, hint)
		}
		lines = append(lines, fmt.Sprintf("%s:%d %s", filepath.ToSlash(i.Pos.Filename), i.Pos.Line, text))
	}
	return lines
}

func withoutSeverity(lines []string) (rest []string) {
	for _, line := range lines {
		rest = append(rest, regexp.MustCompile(`: (error|warning|notice): `).ReplaceAllString(line, ": "))
	}
	return rest
}

func same(t *testing.T, who string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("%s says\n%s\nwant\n%s", who, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
