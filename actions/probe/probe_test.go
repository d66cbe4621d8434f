package probe_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tallystick/tallystick/actions/probe"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/drivertest"
)

func TestMain(m *testing.M) {
	if process.Asked(os.Args) {
		os.Exit(process.Warden())
	}
	drivertest.Main(m, report.Formats, probe.Action)
}

// kinds are the misfits of testdata/misfit.
var kinds = []string{"exits", "silent", "otherport", "othername", "garbage", "order", "flood", "never", "chatty", "response", "unknown"}

// TestScripts gives every scenario the chaincode of testdata/twins as source, in
// the folder twins, and as the binary TWINS, and the folder MISFITS of programs
// that are none.
func TestScripts(t *testing.T) {
	programs := t.TempDir()
	build(t, filepath.Join("testdata", "twins"), filepath.Join(programs, "twins"), "")
	for _, kind := range kinds {
		build(t, filepath.Join("testdata", "misfit"), filepath.Join(programs, "misfits", kind), kind)
	}
	drivertest.Scripts(t, func(env *testscript.Env) error {
		env.Setenv("TWINS", filepath.Join(programs, "twins"))
		env.Setenv("MISFITS", filepath.Join(programs, "misfits"))
		env.Setenv("INPUT_FORMAT", "json")
		return os.CopyFS(filepath.Join(env.WorkDir, "twins"), os.DirFS(filepath.Join("testdata", "twins")))
	})
}

func build(t *testing.T, dir, out, kind string) {
	t.Helper()
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-X main.kind="+kind, "-o", out, ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
