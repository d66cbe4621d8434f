package pack

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"text/template"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
	"github.com/tallystick/tallystick/internal/module"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// connection is connection.json, as far as we write it
// (ChaincodeServerUserData of core/container/externalbuilder/instance.go).
type connection struct {
	Address     string `json:"address"`
	DialTimeout string `json:"dial_timeout"`
	TLSRequired bool   `json:"tls_required"`
	RootCert    string `json:"root_cert,omitempty"`
}

func (r *runner) connection(s *action.Step, main chaincode.Main) (connection, error) {
	c := connection{Address: r.address, DialTimeout: r.dialTimeout.String()}
	if c.Address == "" {
		c.Address = module.ShortName(main.Module) + ":9999"
	}
	if err := checkAddress(c.Address); err != nil {
		return c, action.Usage("--address: %w", err).WithHint("--address %s:9999", module.ShortName(main.Module))
	}
	if r.dialTimeout <= 0 {
		return c, action.Usage("--dial-timeout: got %s, want more than 0", r.dialTimeout).WithHint("--dial-timeout 10s")
	}
	if r.rootCert == "" {
		return c, nil
	}
	var err error
	if c.RootCert, err = readCertificates(s.Abs(r.rootCert)); err != nil {
		return c, action.Usage("--tls-root-cert: %w", err).WithHint("name a PEM file that holds certificates and nothing else")
	}
	c.TLSRequired = true
	return c, nil
}

// checkAddress wants host:port. Of an address with templates only the syntax
// can be checked: the peer's ccaas builder fills them (ccaas_builder/cmd/build).
func checkAddress(address string) error {
	if strings.Contains(address, "{{") {
		_, err := template.New("address").Parse(address)
		return err
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
		return fmt.Errorf("got port %q, want 1 to 65535", port)
	}
	if host == "" || strings.ContainsAny(host, " \t\r\n/@") {
		return fmt.Errorf("got host %q, want a name or address", host)
	}
	return nil
}

// maxCertificates bounds, in bytes, a file of certificates.
const maxCertificates = 1 << 20

// readCertificates reads a PEM file and writes its certificates anew, so that
// nothing else gets into the package. A private key is refused.
func readCertificates(path string) (string, error) {
	rest, err := wholefile.Read(path, maxCertificates)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			return "", fmt.Errorf("%s: got %s, want certificates only", path, block.Type)
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return "", fmt.Errorf("%s: parsing a certificate: %w", path, err)
		}
		if err := pem.Encode(&out, &pem.Block{Type: block.Type, Bytes: block.Bytes}); err != nil {
			return "", err
		}
	}
	if out.Len() == 0 {
		return "", errors.New(path + ": got no certificate in PEM")
	}
	return out.String(), nil
}
