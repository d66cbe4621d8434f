package checks_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tallystick/tallystick/checks"
)

// The checks are analyzers of go/analysis: any of its drivers runs them.
// golang.org/x/tools/go/analysis/multichecker makes a program of them in one
// line.
func Example() {
	// Code to analyse: with an empty configuration, packages of the module in
	// the working folder. Here it is a copy of the checks' own test data.
	config, done := world("neighbour")
	defer done()
	config.Mode = packages.LoadAllSyntax // dependencies too, for facts

	pkgs, err := packages.Load(config, "neighbour")
	if err != nil {
		log.Fatal(err)
	}
	graph, err := checker.Analyze(checks.Suite, pkgs, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Analyzer.Name != "walltime" {
			continue // what the others say here is another example
		}
		for _, d := range act.Diagnostics {
			message, hint, _ := strings.Cut(d.Message, "\nhint: ")
			at := act.Package.Fset.Position(d.Pos)
			fmt.Printf("%s:%d: %s: %s\n", filepath.Base(at.Filename), at.Line, d.Category, message)
			fmt.Println("cure:", hint)
		}
	}
	// Output:
	// neighbour.go:15: error: time.Now reaches PutState at neighbour.go:16 through now
	// cure: use the transaction's time, which is the same on every endorser: ctx.GetStub().GetTxTimestamp()
}

// world is a GOPATH of test data and of stand-ins for Fabric's packages.
func world(pkg string) (config *packages.Config, done func()) {
	dir, err := os.MkdirTemp("", "checks")
	if err != nil {
		log.Fatal(err)
	}
	for _, from := range []string{"internal/checktest/testdata/src", "testdata/src"} {
		if err := os.CopyFS(filepath.Join(dir, "src"), os.DirFS(from)); err != nil {
			log.Fatal(err)
		}
	}
	env := append(os.Environ(), "GOPATH="+dir, "GO111MODULE=off", "GOWORK=off", "GOFLAGS=")
	return &packages.Config{Dir: filepath.Join(dir, "src", pkg), Env: env}, func() { os.RemoveAll(dir) }
}
