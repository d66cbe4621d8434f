//go:build e2e

package act

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// mirror serves one asset and counts how often it was asked for it.
func mirror(t *testing.T, data []byte) (address string, served *atomic.Int64) {
	served = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/"+asset(t) {
			http.NotFound(w, r)
			return
		}
		served.Add(1)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	}))
	t.Cleanup(server.Close)
	return server.URL, served
}

const lintThenGate = `
      - id: lint
        uses: tallystick/tallystick/actions/lint@COMMIT
        with:
          tiers: vet
          base-url: ${{ env.MIRROR }}
      - id: gate
        uses: tallystick/tallystick@COMMIT
        with:
          lint-tiers: vet
          skip: image,pack,sign,verify
          base-url: ${{ env.MIRROR }}
      - env:
          LINT: ${{ steps.lint.outputs.verdict }}
          GATE: ${{ steps.gate.outputs.verdict }}
          REPORT: ${{ steps.gate.outputs.report }}
        run: |
          printf '%s %s\n' "$LINT" "$GATE" >"$RESULTS/verdicts"
          cat "$REPORT" >"$RESULTS/report"
`

// TestDownloadedThenCached starts an action and then the gate: one download
// serves both.
func TestDownloadedThenCached(t *testing.T) {
	address, served := mirror(t, binary(t))
	r := &run{suite: released(t), steps: lintThenGate, env: []string{"TALLYSTICK_BASE_URL=" + address}}
	r.steps = strings.ReplaceAll(r.steps, "${{ env.MIRROR }}", "''")
	r.start(t)
	if r.failed {
		t.Error("the workflow failed")
	}
	r.wantLog(t, "downloaded", "cached")
	if n := served.Load(); n != 1 {
		t.Errorf("the asset was downloaded %d times, want 1", n)
	}
	if got := r.result(t, "verdicts"); got != "0 0" {
		t.Errorf("verdicts %s, want 0 0", got)
	}
	if !strings.Contains(r.result(t, "report"), "baseline") {
		t.Error("the gate's report does not hold its steps")
	}
}

// TestAltered serves something else than was released, through the input.
func TestAltered(t *testing.T) {
	address, served := mirror(t, []byte("#!/bin/sh\necho ran >\"$RESULTS/ran\"\n"))
	r := &run{suite: released(t), steps: strings.ReplaceAll(lintThenGate, "${{ env.MIRROR }}", address)}
	r.start(t)
	if !r.failed {
		t.Error("the workflow passed")
	}
	r.wantLog(t, "checksum mismatch, nothing was run", "exit status 4")
	if n := served.Load(); n != 1 {
		t.Errorf("the asset was downloaded %d times, want 1", n)
	}
	if files, _ := filepath.Glob(filepath.Join(r.results, "*")); len(files) > 0 {
		t.Errorf("steps ran: %q", files)
	}
	err := filepath.WalkDir(r.home, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.Contains(path, "tool_cache") {
			t.Errorf("%s was kept", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestSource has no release: the first step builds what a release would
// hold, byte for byte, and the second uses it.
func TestSource(t *testing.T) {
	r := &run{suite: newSuite(t, "# nothing\n"), steps: strings.ReplaceAll(lintThenGate, "${{ env.MIRROR }}", "''") + `
      - run: sha256sum <"$(echo "$RUNNER_TEMP"/tallystick/source/*/tallystick)" >"$RESULTS/digest"
`}
	r.start(t)
	if r.failed {
		t.Error("the workflow failed")
	}
	r.wantLog(t, "from source with go", "built before from source with go")
	if got := r.result(t, "verdicts"); got != "0 0" {
		t.Errorf("verdicts %s, want 0 0", got)
	}
	got, _, _ := strings.Cut(r.result(t, "digest"), " ")
	if want := fmt.Sprintf("%x", sha256.Sum256(binary(t))); got != want {
		t.Errorf("the build has the digest %s, the release %s", got, want)
	}
}

// TestUnreachable has a release that cannot be downloaded.
func TestUnreachable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	r := &run{suite: released(t), steps: strings.ReplaceAll(lintThenGate, "${{ env.MIRROR }}", server.URL)}
	r.start(t)
	r.wantLog(t, "could not download "+server.URL, "from source with go")
	if got := r.result(t, "verdicts"); got != "0 0" {
		t.Errorf("verdicts %s, want 0 0", got)
	}
}
