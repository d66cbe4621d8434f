//go:build e2efabric

package fabric

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/e2e/tool"
)

// release is a release of Fabric: programs, and the files with their settings.
type release struct {
	version    string
	bin        string
	config     string
	generation peer.Generation
}

// releases are those that are built here, the newest first.
var releases = [...]string{"v3.1.1", "v2.5.9"}

// programs are the releases to hold the simulator against: those of FABRIC_BIN,
// a list of folders, else all that are built here.
func programs(t *testing.T) (list []release) {
	t.Helper()
	if folders := os.Getenv("FABRIC_BIN"); folders != "" {
		for _, bin := range filepath.SplitList(folders) {
			list = append(list, released(t, bin))
		}
		return list
	}
	ctx, cancel := context.WithTimeout(t.Context(), building)
	defer cancel()
	for _, version := range releases {
		cmd := exec.CommandContext(ctx, filepath.Join(tool.Root(t), "e2e", "fabric", "programs.sh"), version)
		cmd.Stderr, cmd.SysProcAttr = os.Stderr, dying()
		dir, err := cmd.Output()
		if err != nil {
			t.Fatalf("building Fabric %s: %v", version, err)
		}
		list = append(list, released(t, filepath.Join(strings.TrimSpace(string(dir)), "bin")))
	}
	return list
}

// released asks the peer of a folder for its version.
func released(t *testing.T, bin string) release {
	t.Helper()
	r := release{bin: bin, config: filepath.Join(bin, "..", "config")}
	for _, name := range []string{"core.yaml", "orderer.yaml"} {
		if _, err := os.Stat(filepath.Join(r.config, name)); err != nil {
			t.Fatalf("FABRIC_BIN: want config/%s beside bin/, as in a release of Fabric: %v", name, err)
		}
	}
	out := run(t, bin, nil, filepath.Join(bin, "peer"), "version")
	for line := range bytes.Lines(out) {
		if version, ok := strings.CutPrefix(strings.TrimSpace(string(line)), "Version: "); ok {
			r.version = version
		}
	}
	switch {
	case strings.HasPrefix(r.version, "v3."):
		r.generation = peer.V3
	case strings.HasPrefix(r.version, "v2.5."):
		r.generation = peer.V25
	default:
		t.Fatalf("peer version of %s: got %q, want v2.5 or v3", bin, r.version)
	}
	return r
}

// program is the path of a program.
func (r release) program(name string) string { return filepath.Join(r.bin, name) }
