package checks_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

// TestPages holds every page to its shape, and its code to its word: what is
// under Bad is reported on the lines that say so and nowhere else, what is
// under Good is not reported at all.
func TestPages(t *testing.T) {
	dir := checktest.Dir(t)
	before := map[string]int{} // lines added in front of an example, by package
	var patterns []string
	examples := map[string]map[string]string{} // by check, by package
	for _, a := range checks.Documented() {
		page, err := checktest.ParsePage(a.Doc)
		if err != nil {
			t.Errorf("checks/%s/doc.go: %v", a.Name, err)
			continue
		}
		standIns(t, dir, a.Name)
		examples[a.Name] = map[string]string{a.Name + "bad": page.Bad, a.Name + "good": page.Good}
		for _, pkg := range slices.Sorted(maps.Keys(examples[a.Name])) {
			source, added, err := checktest.Complete(pkg, examples[a.Name][pkg])
			if err != nil {
				t.Errorf("checks/%s/doc.go: the example %s: %v", a.Name, pkg, err)
				continue
			}
			before[pkg] = added
			write(t, filepath.Join(dir, "src", pkg, "example.go"), source)
			patterns = append(patterns, pkg)
		}
	}
	loaded := loadExamples(t, dir, patterns)
	for _, a := range checks.Documented() {
		inPackages(t, a, slices.Sorted(maps.Keys(examples[a.Name])))
		for pkg, text := range examples[a.Name] {
			if loaded[pkg] == nil {
				continue
			}
			got, err := reported(a, loaded[pkg], before[pkg])
			if err != nil {
				t.Errorf("checks/%s: %s: %v", a.Name, pkg, err)
			}
			compare(t, a.Name, text, got)
		}
	}
}

// inPackages names the packages to a check that looks only where it is told to.
func inPackages(t *testing.T, a *analysis.Analyzer, packages []string) {
	t.Helper()
	f := a.Flags.Lookup("packages")
	if f == nil {
		return
	}
	if err := f.Value.Set(strings.Join(packages, ",")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Value.Set(f.DefValue); err != nil {
			t.Error(err)
		}
	})
}

// standIns adds what a check's own test data has in place of packages of
// other modules.
func standIns(t *testing.T, dir, check string) {
	t.Helper()
	src := os.DirFS(filepath.Join(check, "testdata", "src"))
	err := fs.WalkDir(src, ".", func(path string, entry fs.DirEntry, err error) error {
		host, _, _ := strings.Cut(path, "/")
		if errors.Is(err, fs.ErrNotExist) || path == "." {
			return nil
		} else if err != nil {
			return err
		} else if !strings.Contains(host, ".") || entry.IsDir() {
			return nil
		}
		to := filepath.Join(dir, "src", filepath.FromSlash(path))
		if _, err := os.Stat(to); err == nil {
			return nil
		}
		data, err := fs.ReadFile(src, path)
		write(t, to, string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func loadExamples(t *testing.T, gopath string, patterns []string) map[string]*packages.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax, Dir: gopath,
		Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOWORK=off", "GOFLAGS="),
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	loaded := map[string]*packages.Package{}
	for _, p := range pkgs {
		for _, err := range p.Errors {
			t.Errorf("the example %s does not compile: %v", p.PkgPath, err)
		}
		if len(p.Errors) == 0 {
			loaded[p.PkgPath] = p
		}
	}
	return loaded
}

// reported are the messages of a check about an example, by line.
func reported(a *analysis.Analyzer, pkg *packages.Package, before int) (map[int][]string, error) {
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{pkg}, nil)
	if err != nil {
		return nil, err
	}
	said := map[int][]string{}
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, act.Err
		}
		for _, d := range act.Diagnostics {
			line := act.Package.Fset.Position(d.Pos).Line - before
			message, _, _ := strings.Cut(d.Message, "\n")
			said[line] = append(said[line], d.Category+": "+message)
		}
	}
	return said, nil
}

func compare(t *testing.T, check, text string, got map[int][]string) {
	t.Helper()
	lines := strings.Split(text, "\n")
	want := checktest.Findings(text)
	for _, line := range want {
		if len(got[line]) == 0 {
			t.Errorf("checks/%s/doc.go says that this is a finding, but the check is silent: %s", check, strings.TrimSpace(lines[line-1]))
		}
	}
	for line, messages := range got {
		if slices.Contains(want, line) {
			continue
		}
		where := fmt.Sprint("line ", line)
		if line > 0 && line <= len(lines) {
			where = strings.TrimSpace(lines[line-1])
		}
		t.Errorf("checks/%s/doc.go does not say so, but the check reports %q at: %s", check, messages, where)
	}
}

// TestPagesAreHeldToTheirShape: each way to get a page wrong has its sentence.
func TestPagesAreHeldToTheirShape(t *testing.T) {
	const right = "reports a thing.\n\nIt breaks.\n\n# Bad\n\n\tf() // finding\n\n# Good\n\n\tg()\n\n# What it will not report\n\nh.\n\n" +
		"# Suppressing\n\nNever:\n\n\tf() //nolint:thing // reason\n\nIt promises nothing.\n"
	if _, err := checktest.ParsePage(right); err != nil {
		t.Errorf("a right page: %v", err)
	}
	for _, test := range []struct{ old, new, want string }{
		{"# Good", "# Fine", `headings are ["Bad" "Fine"`},
		{"It breaks.\n\n", "", "nothing stands between its first sentence and Bad"},
		{"\tf() // finding", "\tf()", "no line under Bad ends"},
		{"\tf() // finding", "f() // finding", "no code under Bad"},
		{"\tg()", "g()", "no code under Good"},
		{"\tg()", "\tg() // finding", "a line under Good ends"},
		{"\nh.\n", "", "a section is empty"},
		{"//nolint:thing", "//thing", "no example of //nolint"},
		{"It promises nothing.", "Good luck.", "want what it promises"},
	} {
		_, err := checktest.ParsePage(strings.Replace(right, test.old, test.new, 1))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q in place of %q: got %v, want %s", test.new, test.old, err, test.want)
		}
	}
}

// TestSeveritiesAreFound: lists of checks say how bad findings can be.
func TestSeveritiesAreFound(t *testing.T) {
	for _, a := range checks.Documented() {
		if len(checks.Severities(a.Name)) == 0 {
			t.Errorf("%s: no severity in its code; report.Error, report.Warning and report.Notice are looked for", a.Name)
		}
	}
}
