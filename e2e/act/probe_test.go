//go:build e2e

package act

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/tallystick/tallystick/e2e/tool"
)

// TestProbe probes a real chaincode.
func TestProbe(t *testing.T) {
	files := map[string]string{}
	good := os.DirFS(filepath.Join(tool.Root(t), "testdata", "good"))
	err := fs.WalkDir(good, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(good, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	address, _ := mirror(t, binary(t))
	r := &run{suite: released(t), files: files, env: []string{"TALLYSTICK_BASE_URL=" + address}, steps: `
      - id: probe
        uses: tallystick/tallystick/actions/probe@COMMIT
        with:
          proposals: 40
          skip: coverage
      - env:
          VERDICT: ${{ steps.probe.outputs.verdict }}
          FUNCTIONS: ${{ steps.probe.outputs.functions }}
          ENDORSED: ${{ steps.probe.outputs.endorsed }}
        run: printf '%s %s %s\n' "$VERDICT" "$FUNCTIONS" "$ENDORSED" >"$RESULTS/probe"
`}
	r.start(t)
	if r.failed {
		t.Error("the workflow failed")
	}
	if got := r.result(t, "probe"); got != "0 4 4" {
		t.Errorf("verdict, functions and endorsed: got %s, want 0 4 4", got)
	}
}
