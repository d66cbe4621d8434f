//go:build e2efabric

package fabric

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/tallystick/tallystick/e2e/tool"
)

// organisations are those with a peer.
var organisations = [...]string{"Org1", "Org2"}

// network is an orderer, and a peer of each organisation, on one channel.
type network struct {
	release
	dir     string // everything is below it
	keys    string // what cryptogen made
	orderer string // its address
	peers   map[string]*node
}

// node is a peer.
type node struct {
	organisation string
	home         string
	address      string
	env          []string
	process      *process
}

// domain is where cryptogen puts an organisation's keys.
func (w *network) domain(organisation string) string {
	return filepath.Join(w.keys, "peerOrganizations", strings.ToLower(organisation)+".test")
}

// ordererKeys are the orderer's keys.
func (w *network) ordererKeys() string {
	return filepath.Join(w.keys, "ordererOrganizations", "orderer.test", "orderers", "orderer.orderer.test")
}

// raise starts a network whose peers have joined the channel.
func raise(t *testing.T, r release) *network {
	t.Helper()
	dir := t.TempDir()
	w := &network{release: r, dir: dir, keys: filepath.Join(dir, "keys"), peers: map[string]*node{}}
	free := ports(t, 3)
	w.orderer = "127.0.0.1:" + free[0]
	texts := strings.NewReplacer("PORT", free[0], "DIR", w.keys)
	tool.Write(t, dir, map[string]string{"crypto.yaml": crypto, "channel/configtx.yaml": texts.Replace(configtx)})
	for name, text := range builder {
		tool.Write(t, dir, map[string]string{"builder/bin/" + name: text})
		if err := os.Chmod(filepath.Join(dir, "builder", "bin", name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	run(t, dir, nil, r.program("cryptogen"), "generate", "--config", "crypto.yaml", "--output", w.keys)
	block := filepath.Join(dir, channel+".block")
	run(t, dir, nil, r.program("configtxgen"), "-configPath", filepath.Join(dir, "channel"), "-profile", "Channel",
		"-outputBlock", block, "-channelID", channel)
	home := folder(t, dir, "orderer")
	settings(t, r.config, home, "orderer.yaml", ordererSettings(r, home, w.ordererKeys(), free)...)
	orderer := start(t, home, "orderer", environment(home), r.program("orderer"))
	for _, organisation := range organisations {
		w.startPeer(t, organisation)
	}
	orderer.listens(t, "127.0.0.1:"+free[1])
	run(t, dir, nil, r.program("osnadmin"), "channel", "join", "--channelID", channel, "--config-block", block,
		"-o", "127.0.0.1:"+free[1])
	// The orderer answers before raft has a leader, and then says no.
	orderer.says(t, "Raft leader changed")
	for _, p := range w.peers {
		p.process.listens(t, p.address)
	}
	w.each(t, func(p *node) error {
		_, err := w.peer(p, "channel", "join", "-b", block)
		return err
	})
	return w
}

func folder(t *testing.T, elements ...string) string {
	t.Helper()
	dir := filepath.Join(elements...)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// environment is all that Fabric's programs see of the machine.
func environment(home string) []string {
	return []string{"FABRIC_CFG_PATH=" + home, "PATH=" + os.Getenv("PATH"), "HOME=" + home}
}

func (w *network) startPeer(t *testing.T, organisation string) {
	t.Helper()
	domain := w.domain(organisation)
	free := ports(t, 3)
	p := &node{organisation: organisation, home: folder(t, w.dir, organisation), address: "127.0.0.1:" + free[0]}
	keys := filepath.Join(domain, "peers", "peer0."+filepath.Base(domain))
	list := peerSettings(p.home, keys, organisation, filepath.Join(w.dir, "builder"), free)
	settings(t, w.config, p.home, "core.yaml", list...)
	// The third port, for chaincode that dials, is in no file of settings.
	p.env = append(environment(p.home), "CORE_PEER_CHAINCODELISTENADDRESS=127.0.0.1:"+free[2])
	p.process = start(t, p.home, organisation, p.env, w.program("peer"), "node", "start")
	w.peers[organisation] = p
}

// each does something at all peers at once.
func (w *network) each(t *testing.T, do func(*node) error) {
	t.Helper()
	var all errgroup.Group
	for _, p := range w.peers {
		all.Go(func() error { return do(p) })
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
}

// authority is the certificate by which a peer is trusted.
func (w *network) authority(p *node) string {
	return filepath.Join(w.domain(p.organisation), "tlsca", "tlsca."+filepath.Base(w.domain(p.organisation))+"-cert.pem")
}

// peer runs the peer's command as the administrator of an organisation.
func (w *network) peer(p *node, args ...string) ([]byte, error) {
	domain := w.domain(p.organisation)
	env := append(environment(p.home), "CORE_PEER_MSPCONFIGPATH="+filepath.Join(domain, "users", "Admin@"+filepath.Base(domain), "msp"))
	return try(p.home, env, w.program("peer"), args...)
}

// definition is a chaincode as the channel gets it.
type definition struct {
	name, packaged, id, collections string
	init                            bool
}

// version is that of all definitions.
const version = "1"

// deploy installs packages at all peers, approves and commits them.
func (w *network) deploy(t *testing.T, list []definition) {
	t.Helper()
	w.each(t, func(p *node) error {
		for _, d := range list {
			if _, err := w.peer(p, "lifecycle", "chaincode", "install", d.packaged); err != nil {
				return err
			}
		}
		return nil
	})
	w.each(t, func(p *node) error {
		var all errgroup.Group
		for _, d := range list {
			all.Go(func() error {
				_, err := w.peer(p, append(w.define("approveformyorg", d), "--package-id", d.id)...)
				return err
			})
		}
		return all.Wait()
	})
	first := w.peers[organisations[0]]
	var all errgroup.Group
	for _, d := range list {
		all.Go(func() error {
			args := w.define("commit", d)
			for _, p := range w.peers {
				args = append(args, "--peerAddresses", p.address, "--tlsRootCertFiles", w.authority(p))
			}
			_, err := w.peer(first, args...)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
}

// define are the arguments that approve a definition or commit it. One
// signature is enough: not every peer can sign what uses private data.
func (w *network) define(step string, d definition) []string {
	args := []string{"lifecycle", "chaincode", step, "-o", w.orderer, "--tls", "--cafile", filepath.Join(w.ordererKeys(), "tls", "ca.crt"),
		"--channelID", channel, "--name", d.name, "--version", version, "--sequence", "1",
		"--signature-policy", "OR('Org1MSP.peer','Org2MSP.peer')", "--waitForEventTimeout", fmt.Sprint(patience)}
	if d.collections != "" {
		args = append(args, "--collections-config", d.collections)
	}
	if d.init {
		args = append(args, "--init-required")
	}
	return args
}
