//go:build e2e

package contractsig

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tallystick/tallystick/checks/contractsig"
)

const v1 = `module contracts

go 1.26.0

require (
	github.com/hyperledger/fabric-contract-api-go v1.2.2
	github.com/hyperledger/fabric-chaincode-go v0.0.0-20230731094759-d626e9ab09b9
)
`

func TestSameAnswerV2(t *testing.T) {
	compare(t, table(t, nil))
}

func TestSameAnswerV1(t *testing.T) {
	dir := table(t, func(source []byte) []byte {
		source = bytes.ReplaceAll(source, []byte("fabric-contract-api-go/v2"), []byte("fabric-contract-api-go"))
		return bytes.ReplaceAll(source, []byte("fabric-chaincode-go/v2"), []byte("fabric-chaincode-go"))
	})
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(v1), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "go.sum")); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "go", "mod", "tidy")
	// A nested generic struct is refused by newer versions of go-openapi's
	// jsonreference alone, which v1 does not ask for.
	compare(t, dir, "Holder", "HolderMany", "HolderParam", "HolderString", "SelfGeneric")
}

// table is a copy of the table's module, its Go files edited.
func table(t *testing.T, edit func([]byte) []byte) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/contracts")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"main.go", "table.go", "sub/sub.go"} {
		source, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if edit != nil {
			source = edit(source)
		}
		if err := os.WriteFile(filepath.Join(dir, name), source, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// compare asks both about the table in dir; open are the contracts on which
// the library's own dependencies decide.
func compare(t *testing.T, dir string, open ...string) {
	t.Helper()
	said := ours(t, dir)
	answers := map[string]string{}
	if err := json.Unmarshal(run(t, dir, "go", "run", "."), &answers); err != nil {
		t.Fatal(err)
	}
	if len(answers) < 100 {
		t.Fatalf("%d contracts in the table, want more", len(answers))
	}
	names := make([]string, 0, len(answers))
	for name := range answers {
		names = append(names, name)
	}
	slices.Sort(names)
	refused := 0
	for _, name := range names {
		if answers[name] != "" {
			refused++
		}
		if (answers[name] != "") != (said[name] != "") && !slices.Contains(open, name) {
			t.Errorf("%s:\n\tcontract-api: %q\n\tcontractsig: %q", name, answers[name], said[name])
		}
	}
	t.Logf("%d contracts, %d refused", len(names), refused)
}

// subject finds the contract that a diagnostic speaks of.
var subject = regexp.MustCompile(`(?:refuses (?:the \w+ of )?|cannot call )(\w+)`)

func ours(t *testing.T, dir string) map[string]string {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, ".")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{contractsig.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			m := subject.FindStringSubmatch(d.Message)
			if m == nil {
				t.Fatalf("no contract in %q", d.Message)
			}
			said[m[1]] += fmt.Sprintf("%s: %s ", act.Package.Fset.Position(d.Pos), strings.ReplaceAll(d.Message, "\n", " "))
		}
	}
	return said
}

func run(t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, stderr.Bytes())
	}
	return out
}
