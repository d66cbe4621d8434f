package process

import (
	"encoding/base64"
	"path"
	"slices"
	"strconv"
	"strings"
)

// defaultMSP is the organisation of the peer that is played, unless one is
// given.
const defaultMSP = "Org1MSP"

// peerFlag is the flag of shim.Start (fabric-chaincode-go, shim/shim.go), in
// the words of fabric's core/container/dockercontroller.
const peerFlag = "-peer.address="

// The files that hold Program.TLS. fabric's shim reads some in base64.
const (
	keyFile, certFile, caFile = "key.pem", "cert.pem", "ca.pem"
	keyFile64, certFile64     = "key.base64", "cert.base64"
)

// files are what a process is given to read.
func (p *Program) files(t Traits) map[string][]byte {
	files := p.tlsFiles()
	if t.Offset != 0 {
		files[zoneFile] = zone(t.Offset)
	}
	return files
}

func (p *Program) tlsFiles() map[string][]byte {
	if p.TLS == nil {
		return map[string][]byte{}
	}
	encoded := func(data []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(data)) }
	files := map[string][]byte{
		keyFile: p.TLS.Key, certFile: p.TLS.Cert,
		keyFile64: encoded(p.TLS.Key), certFile64: encoded(p.TLS.Cert),
	}
	if p.TLS.ClientCA != nil {
		files[caFile] = p.TLS.ClientCA
	}
	return files
}

// arguments are the program's, then the peer's address where shim.Start is
// linked: the peer passes nothing else, so nothing else is known to be safe.
func (g *Ground) arguments(c *command, d *doors) []string {
	args := append([]string{c.places.binary}, g.program.Args...)
	if g.tells() {
		args = append(args, peerFlag+d.listener.Addr().String())
	}
	return args
}

// tells says that the process is passed -peer.address.
func (g *Ground) tells() bool { return g.classic && !g.program.OnlyServer }

// environment is made from nothing. Later ones win: what a container runtime
// sets, the traits, the image's, which is the same on every peer, and what the
// peer needs to meet the chaincode.
func (g *Ground) environment(c *command, d *doors) []string {
	e := environ{}
	e.set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
	e.set("HOME", c.places.temp) // one for all, wherever they work
	e.set("HOSTNAME", c.traits.hostname())
	if c.places.temp != "/tmp" {
		e.set("TMPDIR", c.places.temp)
	}
	t := c.traits
	e.set("TZ", "UTC")
	if t.Offset != 0 {
		e.set("TZ", path.Join(c.places.files, zoneFile))
	}
	if t.MaxProcs > 0 {
		e.set("GOMAXPROCS", strconv.Itoa(t.MaxProcs))
	}
	e.add(t.Env)
	e.add(g.program.Env)
	if t.Debug != "" {
		e.set("GODEBUG", strings.TrimPrefix(e.get("GODEBUG")+","+t.Debug, ","))
	}
	g.protocol(&e, c, d)
	return e.list
}

// protocol sets what chaincode reads to find its peer or its port. The names
// are those of fabric's core/container/dockercontroller (GetEnv) and
// fabric-chaincode-go's shim/internal/config.go for shim.Start, of
// fabric-contract-api-go v2.2 (contractapi/contract_chaincode.go,
// loadChaincodeServerConfig) and fabric-samples' asset-transfer-basic for
// servers, and of older samples (CHAINCODE_CCID, CHAINCODE_ADDRESS).
func (g *Ground) protocol(e *environ, c *command, d *doors) {
	if !g.program.OnlyClient {
		for _, name := range []string{"CHAINCODE_SERVER_ADDRESS", "CHAINCODE_ADDRESS", "CORE_CHAINCODE_ADDRESS"} {
			e.set(name, d.server())
		}
	}
	for _, name := range []string{"CHAINCODE_ID", "CHAINCODE_CCID", "CORE_CHAINCODE_ID_NAME", "CORE_CHAINCODE_ID"} {
		e.set(name, g.program.ID)
	}
	msp := g.program.MSP
	if msp == "" {
		msp = defaultMSP
	}
	e.set("CORE_PEER_LOCALMSPID", msp)
	e.set("CORE_PEER_ADDRESS", d.listener.Addr().String())
	tls := g.program.TLS
	e.set("CORE_PEER_TLS_ENABLED", strconv.FormatBool(tls != nil))
	e.set("CHAINCODE_TLS_DISABLED", strconv.FormatBool(tls == nil))
	if tls == nil {
		return
	}
	file := func(name string) string { return path.Join(c.places.files, name) }
	e.set("CHAINCODE_TLS_KEY", file(keyFile))
	e.set("CHAINCODE_TLS_CERT", file(certFile))
	e.set("CORE_TLS_CLIENT_KEY_FILE", file(keyFile))
	e.set("CORE_TLS_CLIENT_CERT_FILE", file(certFile))
	e.set("CORE_TLS_CLIENT_KEY_PATH", file(keyFile64))
	e.set("CORE_TLS_CLIENT_CERT_PATH", file(certFile64))
	if tls.ClientCA != nil {
		e.set("CHAINCODE_CLIENT_CA_CERT", file(caFile))
		e.set("CORE_PEER_TLS_ROOTCERT_FILE", file(caFile))
	}
}

// environ is an environment in which each name stands once.
type environ struct{ list []string }

func (e *environ) index(name string) int {
	return slices.IndexFunc(e.list, func(pair string) bool { return strings.HasPrefix(pair, name+"=") })
}

func (e *environ) get(name string) string {
	if i := e.index(name); i >= 0 {
		return e.list[i][len(name)+1:]
	}
	return ""
}

func (e *environ) set(name, value string) {
	if i := e.index(name); i >= 0 {
		e.list[i] = name + "=" + value
		return
	}
	e.list = append(e.list, name+"="+value)
}

// add sets pairs; what is no pair, as an image may hold, is dropped.
func (e *environ) add(pairs []string) {
	for _, pair := range pairs {
		if name, value, ok := strings.Cut(pair, "="); ok && name != "" {
			e.set(name, value)
		}
	}
}
