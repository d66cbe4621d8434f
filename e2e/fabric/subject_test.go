//go:build e2efabric

package fabric

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/peer"
	"github.com/tallystick/tallystick/e2e/tool"
)

// subject is a chaincode that both sides run.
type subject struct {
	name    string
	module  string // folder of its module, from the root
	main    string
	private bool // it has the collections
	init    bool // its definition demands an init
}

// subjects are the recorded chaincodes, and one for what they do not do.
var subjects = [...]subject{
	{"kitchen", "actions/probe/testdata/vectors/chaincode", "./kitchen", true, false},
	{"asset", "actions/probe/testdata/vectors/chaincode", "./asset", false, false},
	{"k23", "actions/probe/testdata/vectors/chaincode23", "./kitchen23", false, false},
	{"steps", "e2e/fabric/testdata/steps", ".", true, false},
	{"initial", "e2e/fabric/testdata/steps", ".", true, true},
}

// binaries are the subjects' programs, by name, and tallystick's own, which
// TALLYSTICK_BIN may name.
func binaries(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	found := map[string]string{"tallystick": os.Getenv("TALLYSTICK_BIN")}
	if found["tallystick"] == "" {
		found["tallystick"] = tool.Build(t, tool.Root(t), dir)
	}
	ctx, cancel := context.WithTimeout(t.Context(), building)
	defer cancel()
	for _, s := range subjects {
		path := filepath.Join(dir, s.name)
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-o", path, s.main)
		cmd.Dir = filepath.Join(tool.Root(t), filepath.FromSlash(s.module))
		cmd.Env, cmd.SysProcAttr = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=mod", "GOWORK=off"), dying()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("building %s: %v\n%s", s.name, err, out)
		}
		found[s.name] = path
	}
	return found
}

// pack has tallystick make the package, for a server at this address.
func (s subject) pack(t *testing.T, tallystick, dir, address, collections string) definition {
	t.Helper()
	module := filepath.Join(tool.Root(t), filepath.FromSlash(s.module))
	report := run(t, module, os.Environ(), tallystick, "pack", "--dir", module, "--main", s.main, "--label", s.name,
		"--address", address, "--out", dir, "--format", "json")
	outputs := map[string]string{}
	for line := range strings.Lines(string(report)) {
		var record struct{ Output struct{ Name, Value string } }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		outputs[record.Output.Name] = record.Output.Value
	}
	d := definition{name: s.name, packaged: outputs["package"], id: outputs["package-id"], init: s.init}
	if !filepath.IsAbs(d.packaged) {
		d.packaged = filepath.Join(module, d.packaged)
	}
	if s.private {
		d.collections = collections
	}
	return d
}

// serve starts a chaincode server; it sees nothing of the machine.
func serve(t *testing.T, dir, name, binary, id, address string) *process {
	t.Helper()
	p := start(t, dir, name, []string{"CHAINCODE_ID=" + id, "CORE_CHAINCODE_ID_NAME=" + id, "CHAINCODE_SERVER_ADDRESS=" + address}, binary)
	p.listens(t, address)
	return p
}

// connect has a simulated peer register a chaincode.
func connect(t *testing.T, p *peer.Peer, s subject, id, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	target := peer.Target{Name: s.name, ID: id}
	if s.init {
		target.InitVersion = version
	}
	c, err := p.Connect(ctx, target, conn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
}
