package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions"
	"github.com/tallystick/tallystick/checks"
)

const modulePath = "github.com/tallystick/tallystick/"

type pkg struct {
	ImportPath, Dir, Doc string
	Imports, GoFiles     []string
}

// rel is the import path inside the module.
func rel(importPath string) string { return strings.TrimPrefix(importPath, modulePath) }

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Doc,Imports,GoFiles", "./...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// room is the folder below actions/ or checks/ that a package belongs to.
func room(importPath, wing string) string {
	rest, in := strings.CutPrefix(rel(importPath), wing+"/")
	if !in {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

func TestArrowsRunOneWay(t *testing.T) {
	for _, p := range packages(t) {
		from := rel(p.ImportPath)
		for _, imported := range p.Imports {
			if !strings.HasPrefix(imported, modulePath) {
				continue
			}
			to := rel(imported)
			if why := forbidden(from, to); why != "" {
				t.Errorf("%s imports %s: %s", from, to, why)
			}
		}
	}
}

// forbidden says why an arrow may not be, or "".
func forbidden(from, to string) string {
	a, b := room(modulePath+from, "actions"), room(modulePath+to, "actions")
	switch {
	case a != "" && b != "" && a != b:
		return "an action knows no other action; pass what it needs through actions.go or an output"
	case strings.HasPrefix(from, "internal/finding"):
		return "finding is the vocabulary of all and imports nothing of ours"
	case strings.HasPrefix(from, "internal/") && (b != "" || to == "actions"):
		return "the kernel knows no action by name; let cmd pass it in"
	case strings.HasPrefix(from, "checks") && !strings.HasPrefix(to, "checks") && to != "internal/manual":
		return "a check is a plain go/analysis analyzer, usable without the rest of us"
	case from != "cmd/tallystick" && a == "" && to == "internal/driver" && !strings.HasPrefix(from, "internal/"):
		return "only cmd starts the driver"
	case a != "" && to == "internal/driver":
		return "an action sees the world as an action.Step only"
	case from == "golangci" && to != "checks":
		return "a plug-in is the checks and nothing else of ours"
	case to == "golangci":
		return "only golangci-lint imports its plug-in"
	case strings.HasPrefix(to, "cmd/"):
		return "nothing imports a program"
	}
	return ""
}

func TestForbiddenArrowsAreFound(t *testing.T) {
	for _, arrow := range [][2]string{
		{"actions/lint", "actions/gosum"},
		{"internal/finding", "internal/gha"},
		{"internal/driver", "actions/lint"},
		{"checks/mapiter", "internal/finding"},
		{"actions/lint", "internal/driver"},
		{"actions/lint", "cmd/tallystick"},
		{"golangci", "internal/finding"},
		{"actions/lint", "golangci"},
	} {
		if forbidden(arrow[0], arrow[1]) == "" {
			t.Errorf("%s may import %s, want not", arrow[0], arrow[1])
		}
	}
	for _, arrow := range [][2]string{
		{"actions/report", "actions/report/text"},
		{"actions", "actions/lint"},
		{"actions/lint", "checks"},
		{"cmd/tallystick", "internal/driver"},
		{"golangci", "checks"},
	} {
		if why := forbidden(arrow[0], arrow[1]); why != "" {
			t.Errorf("%s may not import %s: %s", arrow[0], arrow[1], why)
		}
	}
}

func TestEveryRoomIsInItsRegistry(t *testing.T) {
	registered := map[string]bool{}
	for _, a := range actions.All() {
		registered["actions/"+a.Name] = true
		if a.Synopsis() == "" {
			t.Errorf("action %s has no synopsis: its doc.go begins with one", a.Name)
		}
	}
	for _, check := range slices.Concat(checks.Suite, checks.OptIn) {
		registered["checks/"+check.Name] = true
	}
	for _, wing := range []string{"actions", "checks"} {
		entries, err := os.ReadDir(filepath.Join("..", "..", wing))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			name := wing + "/" + entry.Name()
			// What has no package of its own yet holds the parts of a room
			// that is still to be built.
			sources, _ := filepath.Glob(filepath.Join("..", "..", wing, entry.Name(), "*.go"))
			if entry.IsDir() && entry.Name() != "internal" && entry.Name() != "testdata" && len(sources) > 0 && !registered[name] {
				t.Errorf("%s is a folder but not in %s.go: add its line there", name, wing)
			}
		}
	}
}

func TestEveryPackageHasAComment(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" && len(p.GoFiles) > 0 {
			t.Errorf("%s has no package comment; it ends with the one promise of the package", rel(p.ImportPath))
		}
	}
}

// words that name nothing (DESIGN: one word per idea).
var emptyNames = []string{"util", "utils", "common", "helper", "helpers", "base", "misc", "manager"}

func TestNamesSaySomething(t *testing.T) {
	for _, p := range packages(t) {
		for _, empty := range emptyNames {
			if path.Base(p.ImportPath) == empty {
				t.Errorf("package %s: the name says nothing", rel(p.ImportPath))
			}
		}
	}
}
