//go:build e2e

package act

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// own puts the binary where TALLYSTICK_BIN can name it.
func own(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tallystick")
	if err := os.WriteFile(path, binary(t), 0o755); err != nil {
		t.Fatal(err)
	}
	return "TALLYSTICK_BIN=" + path
}

// obeyed are the commands that act says it obeyed: a sign and the command.
// What a step prints stands after a bar instead.
var obeyed = regexp.MustCompile(`(?m)^\[[^]]*\] +[^\sA-Za-z0-9|]+ +::.*$`)

// control is a step that act must be seen to obey, or nothing is proved.
const control = `
      - run: echo "::error title=control::obeyed"
`

func (r *run) wantNotObeyed(t *testing.T, texts ...string) {
	t.Helper()
	commands := strings.Join(obeyed.FindAllString(r.log, -1), "\n")
	if !strings.Contains(commands, "::error title=control::obeyed") {
		t.Error("the test does not see what act obeys")
	}
	for _, text := range texts {
		if strings.Contains(commands, text) {
			t.Errorf("%q was obeyed:\n%s", text, commands)
		}
	}
}

// TestHostileInput passes what a shell and what the runner would obey.
func TestHostileInput(t *testing.T) {
	r := &run{suite: newSuite(t, "# nothing\n"), env: []string{own(t)}, steps: `
      - id: shell
        continue-on-error: true
        uses: tallystick/tallystick/actions/lint@COMMIT
        with:
          dir: 'a"; touch PWNED; echo "b'
      - id: command
        continue-on-error: true
        uses: tallystick/tallystick@COMMIT
        with:
          dir: |
            $(touch PWNED)
            ::set-output name=verdict::0
            ::error title=pwned::boo
            ##[set-output name=verdict;]0
          fail-on: error
      - env:
          SHELL_VERDICT: ${{ steps.shell.outputs.verdict }}
          COMMAND_VERDICT: ${{ steps.command.outputs.verdict }}
        run: |
          printf '%s %s\n' "$SHELL_VERDICT" "$COMMAND_VERDICT" >"$RESULTS/verdicts"
          ls -A >"$RESULTS/files"
` + control}
	r.start(t)
	if got := r.result(t, "verdicts"); got != "2 2" {
		t.Errorf("verdicts %s, want 2 2", got)
	}
	if strings.Contains(r.result(t, "files"), "PWNED") {
		t.Error("an input was run by a shell")
	}
	r.wantNotObeyed(t, "title=pwned", "verdict=0", "boo")
	r.wantLog(t, "boo") // it was printed, as text
}

// TestHostileNames has a module and files whose names are commands.
func TestHostileNames(t *testing.T) {
	r := &run{suite: newSuite(t, "# nothing\n"), env: []string{own(t)}, steps: `
      - id: gate
        continue-on-error: true
        uses: tallystick/tallystick@COMMIT
        with:
          lint-tiers: vet
          skip: image,pack,sign,verify
      - env:
          VERDICT: ${{ steps.gate.outputs.verdict }}
        run: printf '%s\n' "$VERDICT" >"$RESULTS/verdict"
` + control, files: map[string]string{
		"::error title=pwned::boo/go.mod":   "module example.org/boo\n\ngo 1.25.0\n",
		"::error title=pwned::boo/main.go":  "package main\n\nfunc main() { undefined() }\n",
		"line\n::error title=pwned::end.go": "package main\n\nimport \"fmt\"\n\nfunc init() { fmt.Printf(\"%d\", \"::error::boo\") }\n",
	}}
	r.start(t)
	if got := r.result(t, "verdict"); got != "3" {
		t.Errorf("verdict %s, want 3: there is a module that does not compile", got)
	}
	r.wantNotObeyed(t, "::error title=pwned::boo")
	r.wantLog(t, "pwned")
}

// TestFork is a pull request from a fork: the token is read-only there, and
// nothing may need more.
func TestFork(t *testing.T) {
	r := &run{
		suite: newSuite(t, "# nothing\n"), env: []string{own(t), "GITHUB_TOKEN="}, event: "pull_request",
		payload: `{
  "action": "opened", "number": 7,
  "pull_request": {
    "number": 7,
    "base": {"ref": "main", "sha": "", "repo": {"full_name": "example/chaincode", "fork": false}},
    "head": {"ref": "main", "sha": "", "repo": {"full_name": "stranger/chaincode", "fork": true}}
  },
  "repository": {"full_name": "example/chaincode"}
}
`,
		steps: strings.ReplaceAll(lintThenGate, "${{ env.MIRROR }}", "''"),
	}
	r.start(t)
	if r.failed {
		t.Error("the workflow failed")
	}
	if got := r.result(t, "verdicts"); got != "0 0" {
		t.Errorf("verdicts %s, want 0 0", got)
	}
}
