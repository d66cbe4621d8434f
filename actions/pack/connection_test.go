package pack

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadCertificates: the certificates go in, what stands around them does
// not, and a key beside them is refused.
func TestReadCertificates(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(nil, template, template, public, private)
	if err != nil {
		t.Fatal(err)
	}
	cert := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	for _, test := range []struct{ text, want, fails string }{
		{"Certificate:\n  Serial: 1\n" + cert + "note to self\n" + cert, cert + cert, ""},
		{cert + "-----BEGIN EC PRIVATE KEY-----\naGk=\n-----END EC PRIVATE KEY-----\n", "", "got EC PRIVATE KEY, want certificates only"},
		{"-----BEGIN CERTIFICATE-----\naGk=\n-----END CERTIFICATE-----\n", "", "parsing a certificate"},
		{strings.Repeat("#", maxCertificates+1), "", "more than"},
	} {
		path := filepath.Join(t.TempDir(), "certs.pem")
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readCertificates(path)
		if got != test.want || (err == nil) != (test.fails == "") || err != nil && !strings.Contains(err.Error(), test.fails) {
			t.Errorf("got %q, %v, want %q, %q", got, err, test.want, test.fails)
		}
	}
}
