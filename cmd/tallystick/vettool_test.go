package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tallystick/tallystick/internal/drivertest"
)

// TestMain makes this test's binary the program, also for go vet.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tallystick": main, "patient": patient})
}

// patient is a program that does not end when its context does.
func patient() {
	ctx := interruptible()
	fmt.Println("begun")
	<-ctx.Done()
	fmt.Println(ctx.Err())
	<-time.After(time.Minute) // to be ended meanwhile
}

func TestAsked(t *testing.T) {
	for line, want := range map[string]bool{
		"":                                false,
		"-V=full":                         true,
		"-flags":                          true,
		"unit.cfg":                        true,
		"-walltime -json /tmp/b1/vet.cfg": true,
		"lint":                            false,
		"lint --config my.cfg":            false,
		"lint my.cfg":                     false,
		"--version":                       false,
		"-h":                              false,
		"-flags lint":                     false,
		"-config=my.cfg":                  false,
	} {
		if got := asked(strings.Fields(line)); got != want {
			t.Errorf("%q: got %v, want %v", line, got, want)
		}
	}
}

// TestScripts runs testdata/script with the whole program.
func TestScripts(t *testing.T) {
	drivertest.ScriptsWith(t, map[string]func(*testscript.TestScript, bool, []string){"samefindings": sameFindings})
}

// vetLine is a finding in what go vet prints, lintLine one in JSON lines.
var (
	vetLine  = regexp.MustCompile(`(?m)^(\S+\.go:\d+):\d+: ((?:error|warning|notice): .*)$`)
	lintLine = regexp.MustCompile(`(?m)^\{"finding":\{"rule":"lint/\w+","severity":"(\w+)",` +
		`"message":"((?:[^"\\]|\\.)*)".*?"location":\{"path":"([^"]*)","line":(\d+)`)
)

// sameFindings compares files of both: samefindings VET LINT.
func sameFindings(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: samefindings VET LINT")
	}
	var vet, lint []string
	for _, m := range vetLine.FindAllStringSubmatch(ts.ReadFile(args[0]), -1) {
		vet = append(vet, m[1]+" "+m[2])
	}
	for _, m := range lintLine.FindAllStringSubmatch(ts.ReadFile(args[1]), -1) {
		lint = append(lint, m[3]+":"+m[4]+" "+m[1]+": "+m[2])
	}
	slices.Sort(vet)
	slices.Sort(lint)
	if len(lint) < 3 || !slices.Equal(vet, lint) {
		ts.Fatalf("go vet says\n%s\nlint says\n%s", strings.Join(vet, "\n"), strings.Join(lint, "\n"))
	}
}
