//go:build e2efabric

package fabric

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// channel is the channel's name: the recorded proposals have it in arguments.
const channel = "lockstep"

// executeTimeout is how long a transaction may take on a real peer: long enough
// for a busy machine, short enough to wait for it once.
const executeTimeout = 10 * time.Second

// crypto is what cryptogen makes.
const crypto = `
OrdererOrgs:
  - {Name: Orderer, Domain: orderer.test, EnableNodeOUs: true, Specs: [{Hostname: orderer, SANS: [127.0.0.1]}]}
PeerOrgs:
  - {Name: Org1, Domain: org1.test, EnableNodeOUs: true, Template: {Count: 1, SANS: [127.0.0.1]}, Users: {Count: 1}}
  - {Name: Org2, Domain: org2.test, EnableNodeOUs: true, Template: {Count: 1, SANS: [127.0.0.1]}, Users: {Count: 1}}
`

// configtx is the channel, for configtxgen. PORT is the orderer's, DIR the
// folder with the keys. Blocks are cut after a moment, and hold several
// transactions where several come at once.
const configtx = `
Organizations:
  - &Orderer
    Name: OrdererMSP
    ID: OrdererMSP
    MSPDir: DIR/ordererOrganizations/orderer.test/msp
    OrdererEndpoints: ["127.0.0.1:PORT"]
    Policies:
      Readers: {Type: Signature, Rule: "OR('OrdererMSP.member')"}
      Writers: {Type: Signature, Rule: "OR('OrdererMSP.member')"}
      Admins: {Type: Signature, Rule: "OR('OrdererMSP.admin')"}
  - &Org1
    Name: Org1MSP
    ID: Org1MSP
    MSPDir: DIR/peerOrganizations/org1.test/msp
    Policies:
      Readers: {Type: Signature, Rule: "OR('Org1MSP.member')"}
      Writers: {Type: Signature, Rule: "OR('Org1MSP.member')"}
      Admins: {Type: Signature, Rule: "OR('Org1MSP.admin')"}
      Endorsement: {Type: Signature, Rule: "OR('Org1MSP.peer')"}
  - &Org2
    Name: Org2MSP
    ID: Org2MSP
    MSPDir: DIR/peerOrganizations/org2.test/msp
    Policies:
      Readers: {Type: Signature, Rule: "OR('Org2MSP.member')"}
      Writers: {Type: Signature, Rule: "OR('Org2MSP.member')"}
      Admins: {Type: Signature, Rule: "OR('Org2MSP.admin')"}
      Endorsement: {Type: Signature, Rule: "OR('Org2MSP.peer')"}
Profiles:
  Channel:
    Policies: &Policies
      Readers: {Type: ImplicitMeta, Rule: "ANY Readers"}
      Writers: {Type: ImplicitMeta, Rule: "ANY Writers"}
      Admins: {Type: ImplicitMeta, Rule: "MAJORITY Admins"}
    Capabilities: {V2_0: true}
    Orderer:
      OrdererType: etcdraft
      BatchTimeout: 20ms
      BatchSize: {MaxMessageCount: 10, AbsoluteMaxBytes: 99 MB, PreferredMaxBytes: 2 MB}
      EtcdRaft:
        Consenters:
          - Host: 127.0.0.1
            Port: PORT
            ClientTLSCert: DIR/ordererOrganizations/orderer.test/orderers/orderer.orderer.test/tls/server.crt
            ServerTLSCert: DIR/ordererOrganizations/orderer.test/orderers/orderer.orderer.test/tls/server.crt
        Options: {TickInterval: 100ms, ElectionTick: 10, HeartbeatTick: 1, MaxInflightBlocks: 5, SnapshotIntervalSize: 16 MB}
      Organizations: [*Orderer]
      Policies:
        <<: *Policies
        BlockValidation: {Type: ImplicitMeta, Rule: "ANY Writers"}
      Capabilities: {V2_0: true}
    Application:
      Organizations: [*Org1, *Org2]
      Policies:
        <<: *Policies
        LifecycleEndorsement: {Type: ImplicitMeta, Rule: "MAJORITY Endorsement"}
        Endorsement: {Type: ImplicitMeta, Rule: "MAJORITY Endorsement"}
      Capabilities: {V2_5: true}
`

// builder are the three programs of the external builder for ccaas, of which
// the peer wants connection.json where it looks for it.
var builder = map[string]string{
	"detect":  "#!/bin/sh\ngrep -q '\"type\": *\"ccaas\"' \"$2/metadata.json\"\n",
	"build":   "#!/bin/sh\ncp \"$1/connection.json\" \"$3/\"\n",
	"release": "#!/bin/sh\nmkdir -p \"$2/chaincode/server\" && cp \"$1/connection.json\" \"$2/chaincode/server/\"\n",
}

// setting changes one value of a file of settings; the name has dots.
type setting struct {
	name  string
	value any
}

// settings reads one of Fabric's own files of settings, changes it, and writes
// it to dir: what is not named here is as in a release.
func settings(t *testing.T, from, dir, file string, list ...setting) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(from, file))
	if err != nil {
		t.Fatal(err)
	}
	tree := map[string]any{}
	if err := yaml.Unmarshal(data, &tree); err != nil {
		t.Fatalf("reading %s: %v", file, err)
	}
	for _, s := range list {
		if err := set(tree, strings.Split(s.name, "."), s.value); err != nil {
			t.Fatalf("%s: %s: %v", file, s.name, err)
		}
	}
	if data, err = yaml.Marshal(tree); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, file), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// set wants the setting to be there: a name that Fabric does not know would
// change nothing.
func set(tree map[string]any, path []string, value any) error {
	old, known := tree[path[0]]
	if !known {
		return fmt.Errorf("got setting %s, want one of Fabric's", path[0])
	}
	if len(path) == 1 {
		tree[path[0]] = value
		return nil
	}
	below, ok := old.(map[string]any)
	if !ok {
		return fmt.Errorf("got %T, want settings", old)
	}
	return set(below, path[1:], value)
}

// ordererSettings are those of an orderer at home, that begins with no channel.
func ordererSettings(r release, home, keys string, ports []string) []setting {
	tls, msp := filepath.Join(keys, "tls"), filepath.Join(keys, "msp")
	var none []setting
	if r.generation == peer.V25 {
		none = []setting{{"General.BootstrapMethod", "none"}, {"ChannelParticipation.Enabled", true}}
	}
	return append(none, []setting{
		{"General.ListenPort", ports[0]},
		{"General.TLS.Enabled", true},
		{"General.TLS.PrivateKey", filepath.Join(tls, "server.key")},
		{"General.TLS.Certificate", filepath.Join(tls, "server.crt")},
		{"General.TLS.RootCAs", []string{filepath.Join(tls, "ca.crt")}},
		{"General.Cluster.ClientCertificate", filepath.Join(tls, "server.crt")},
		{"General.Cluster.ClientPrivateKey", filepath.Join(tls, "server.key")},
		{"General.LocalMSPDir", msp},
		{"General.LocalMSPID", "OrdererMSP"},
		{"FileLedger.Location", filepath.Join(home, "ledger")},
		{"Consensus.WALDir", filepath.Join(home, "wal")},
		{"Consensus.SnapDir", filepath.Join(home, "snap")},
		{"Admin.ListenAddress", "127.0.0.1:" + ports[1]},
		{"Operations.ListenAddress", "127.0.0.1:" + ports[2]},
	}...)
}

// peerSettings are those of a peer at home: no Docker, and the state in
// goleveldb, as the simulator has it.
func peerSettings(home, keys, org, builder string, ports []string) []setting {
	address, tls := "127.0.0.1:"+ports[0], filepath.Join(keys, "tls")
	return []setting{
		{"peer.id", org},
		{"peer.listenAddress", address},
		{"peer.address", address},
		{"peer.gossip.bootstrap", address},
		{"peer.gossip.endpoint", address},
		{"peer.gossip.externalEndpoint", address},
		{"peer.gossip.pvtData.pullRetryThreshold", "0s"},
		{"peer.tls.enabled", true},
		{"peer.tls.cert.file", filepath.Join(tls, "server.crt")},
		{"peer.tls.key.file", filepath.Join(tls, "server.key")},
		{"peer.tls.rootcert.file", filepath.Join(tls, "ca.crt")},
		{"peer.fileSystemPath", filepath.Join(home, "data")},
		{"peer.mspConfigPath", filepath.Join(keys, "msp")},
		{"peer.localMspId", org + "MSP"},
		{"vm.endpoint", ""},
		{"chaincode.externalBuilders", []map[string]any{{"name": "ccaas", "path": builder}}},
		{"chaincode.executetimeout", executeTimeout.String()},
		{"ledger.snapshots.rootDir", filepath.Join(home, "snapshots")},
		{"operations.listenAddress", "127.0.0.1:" + ports[1]},
	}
}
