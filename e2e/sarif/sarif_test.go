//go:build e2e

package sarif

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/tallystick/tallystick/e2e/tool"
)

type remark struct {
	RuleID  string
	Level   string
	Message struct {
		ID        string
		Arguments []string
	}
}

// validate gives what the validator has to say about a file.
func validate(t *testing.T, file string) []remark {
	t.Helper()
	out := filepath.Join(t.TempDir(), "log.sarif")
	// The quotes are for the shell that the npm package puts between.
	cmd := exec.Command(tool.Path(t, "sarif-multitool", "node_modules/.bin/sarif-multitool"),
		"validate", `"`+file+`"`, "--rule-kind", `"Sarif;Ghas"`, "--output", `"`+out+`"`)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, text)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Invocations []struct{ ExecutionSuccessful bool }
			Results     []remark
		}
	}
	if err := json.Unmarshal(data, &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 || len(log.Runs[0].Invocations) != 1 || !log.Runs[0].Invocations[0].ExecutionSuccessful {
		t.Fatalf("%s: the validator did not do its work: %s", file, data)
	}
	return log.Runs[0].Results
}

func golden(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(tool.Root(t), "actions/report/sarif/testdata/*.sarif"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	return files
}

func TestGoldenFilesAreValid(t *testing.T) {
	for _, file := range golden(t) {
		for _, r := range validate(t, file) {
			// A finding about a file as a whole has no region, on purpose: see
			// fingerprints in actions/report/sarif.
			if r.RuleID == "SARIF2017" && strings.Contains(strings.Join(r.Message.Arguments, " "), "physicalLocation") || r.Level == "note" {
				continue
			}
			t.Errorf("%s: %s %s: %s %q", filepath.Base(file), r.RuleID, r.Level, r.Message.ID, r.Message.Arguments)
		}
	}
}

// TestGoldenFilesFitTheSchema: the validator passes over some of what the
// schema forbids, such as a level of a name of its own.
func TestGoldenFilesFitTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(tool.Path(t, "sarif-multitool", "node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range golden(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
	}
}

// TestTheValidatorFindsFaults guards the guard.
func TestTheValidatorFindsFaults(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(tool.Root(t), "actions/report/sarif/testdata/nasty.sarif"))
	if err != nil {
		t.Fatal(err)
	}
	for rule, change := range map[string][2]string{
		"GH1015":   {`"locations": [`, `"otherLocations": [`}, // GitHub wants a place
		"JSON1005": {`"ruleIndex": `, `"unknown": `},          // not in the schema
	} {
		file := filepath.Join(t.TempDir(), "broken.sarif")
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(data), change[0], change[1])), 0o644); err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, r := range validate(t, file) {
			found[r.RuleID] = true
		}
		if !found[rule] {
			t.Errorf("%v: got %v, want %s", change, found, rule)
		}
	}
}
