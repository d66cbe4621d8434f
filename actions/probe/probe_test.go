package probe_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tallystick/tallystick/actions/gate"
	"github.com/tallystick/tallystick/actions/image"
	"github.com/tallystick/tallystick/actions/probe"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/drivertest"
)

func TestMain(m *testing.M) {
	if process.Asked(os.Args) {
		os.Exit(process.Warden())
	}
	pipeline := []*action.Action{image.Action, probe.Action}
	drivertest.Main(m, report.Formats, append(pipeline, gate.Of(pipeline))...)
}

// kinds are the misfits of testdata/misfit.
var kinds = []string{"exits", "silent", "otherport", "othername", "garbage", "order", "flood", "never", "chatty", "response", "unknown",
	"names", "open", "stranger"}

// TestScripts gives every scenario chaincode as source, in the folders twins
// and plain (testdata), dialler (plain, without a server) and good (that of the
// house); as binaries TWINS, PLAIN and
// HOSTILE; and the folder MISFITS of programs that
// are none.
func TestScripts(t *testing.T) {
	programs := t.TempDir()
	for _, name := range []string{"twins", "plain", "hostile"} {
		build(t, filepath.Join("testdata", name), filepath.Join(programs, name), "")
	}
	for _, kind := range kinds {
		build(t, filepath.Join("testdata", "misfit"), filepath.Join(programs, "misfits", kind), kind)
	}
	more := map[string]func(*testscript.TestScript, bool, []string){"sized": sized}
	drivertest.ScriptsWith(t, more, func(env *testscript.Env) error {
		env.Setenv("TWINS", filepath.Join(programs, "twins"))
		env.Setenv("PLAIN", filepath.Join(programs, "plain"))
		// The folder that testscript has put the command into, and nothing else.
		env.Setenv("TALLYSTICK", filepath.SplitList(os.Getenv("PATH"))[0])
		env.Setenv("HOSTILE", filepath.Join(programs, "hostile"))
		env.Setenv("GOARCH", runtime.GOARCH)
		env.Setenv("MISFITS", filepath.Join(programs, "misfits"))
		env.Setenv("INPUT_FORMAT", "json")
		for to, from := range map[string]string{
			"twins": "testdata/twins", "plain": "testdata/plain", "dialler": "testdata/plain", "good": "../../testdata/good",
		} {
			if err := os.CopyFS(filepath.Join(env.WorkDir, to), os.DirFS(filepath.FromSlash(from))); err != nil {
				return err
			}
		}
		if err := os.Remove(filepath.Join(env.WorkDir, "good", ".tallystick.yml")); err != nil { // of more actions
			return err
		}
		main := filepath.Join(env.WorkDir, "dialler", "main.go")
		source, err := os.ReadFile(main)
		if err != nil {
			return err
		}
		source = bytes.ReplaceAll(source, []byte("CHAINCODE_SERVER_ADDRESS"), []byte("NO_SERVER_ADDRESS"))
		return os.WriteFile(main, source, 0o644)
	})
}

// sized makes a file as large as it says, of nothing: "sized FILE BYTES".
func sized(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: sized FILE BYTES")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o644))
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
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
