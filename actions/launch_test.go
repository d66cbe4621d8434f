package actions_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestLaunch runs the launcher over a small tree with a shell script for a
// binary and one for the go command, and file: for the network. The real
// things run under act, in e2e.
func TestLaunch(t *testing.T) {
	for _, program := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(program); err != nil || runtime.GOOS == "windows" {
			t.Skipf("needs %s on a system with POSIX tools", program)
		}
	}
	launcher, err := os.ReadFile("launch.sh")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "launch"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"release": release,
			"pack":    pack,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("ASSET", fmt.Sprintf("tallystick_1.2.3_%s_%s", runtime.GOOS, runtime.GOARCH))
			env.Setenv("RUNNER_TEMP", filepath.Join(env.WorkDir, "runner"))
			env.Setenv("PATH", filepath.Join(env.WorkDir, "bin")+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("TALLYSTICK_BASE_URL", "file://"+filepath.Join(env.WorkDir, "mirror"))
			for name, text := range map[string]string{
				"actions/launch.sh":           string(launcher),
				"cmd/tallystick/VERSION":      "1.2.3\n",
				"cmd/tallystick/main.go":      "package main\n",
				"checks/a.go":                 "package checks\n",
				"internal/testdata/a.go":      "ignored",
				"go.mod":                      "module x\n",
				"go.sum":                      "",
				"dist/checksums.txt":          "# nothing yet\n",
				"../bin/go":                   fakeGo,
				"../project/chaincode/go.mod": "module m\n\ngo 1.99.3\n",
			} {
				path := filepath.Join(env.WorkDir, "suite", filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
					return err
				}
			}
			return nil
		},
	})
}

// fakeGo is 1.26, but 1.99 in a folder of 1.99, as a go command that switches
// toolchains.
const fakeGo = `#!/bin/sh
version=go1.26.8
[ ! -f go.mod ] || ! grep -q 'go 1.99' go.mod || version=go1.99.3
case $1 in
env)
	shift
	for name; do
		case $name in
		GOVERSION) echo "$version" ;;
		GOOS) echo "${GOOS:-plan8}" ;;
		GOARCH) echo "${GOARCH:-pdp11}" ;;
		CGO_ENABLED) echo "${CGO_ENABLED:-0}" ;;
		*) exit 1 ;;
		esac
	done
	;;
build)
	[ ! -e "$FAIL_BUILD" ] || exit 1
	echo "go: built with ${GOTOOLCHAIN:-its own} GOOS=$GOOS GOFLAGS=$GOFLAGS" >&2
	while [ "$1" != -o ]; do shift; done
	printf '#!/bin/sh\necho built "$@"\n' >"$2"
	chmod +x "$2"
	;;
esac
`

// release puts a binary that says "released" on the mirror, and its digest
// among the checksums: release [GOVERSION].
func release(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: release [GOVERSION]")
	}
	asset := []byte("#!/bin/sh\necho released \"$@\" dir=\"$INPUT_DIR\"\n[ -z \"$TALLYSTICK_PACK\" ] || echo packs $TALLYSTICK_PACK\n")
	text := fmt.Sprintf("%x  %s\n", sha256.Sum256(asset), ts.Getenv("ASSET"))
	if len(args) == 1 {
		text = "# " + args[0] + "\n" + text
	}
	ts.Check(os.WriteFile(ts.MkAbs("suite/dist/checksums.txt"), []byte(text), 0o644))
	ts.Check(os.MkdirAll(ts.MkAbs("mirror"), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs("mirror/"+ts.Getenv("ASSET")), asset, 0o644))
}

// pack puts a pack of the standard library on the mirror, and its digest among
// the checksums: pack GOVERSION TARGET.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pack GOVERSION TARGET")
	}
	name := fmt.Sprintf("tallystick_1.2.3_std_%s_%s.pack", args[0], args[1])
	data := []byte(name)
	checksums := ts.ReadFile("suite/dist/checksums.txt")
	checksums += fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name)
	ts.Check(os.WriteFile(ts.MkAbs("suite/dist/checksums.txt"), []byte(checksums), 0o644))
	ts.Check(os.WriteFile(ts.MkAbs("mirror/"+name), data, 0o644))
}
