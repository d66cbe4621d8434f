package signature_test

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"

	"github.com/secure-systems-lab/go-securesystemslib/encrypted"
	sigstore "github.com/sigstore/sigstore/pkg/signature"
	"github.com/tallystick/tallystick/internal/signature"
)

// kinds are private keys of each kind that cosign imports.
func kinds(t *testing.T) map[string]crypto.Signer {
	t.Helper()
	all := map[string]crypto.Signer{}
	var err error
	for name, curve := range map[string]elliptic.Curve{"P-256": elliptic.P256(), "P-384": elliptic.P384(), "P-521": elliptic.P521()} {
		if all[name], err = ecdsa.GenerateKey(curve, rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	if all["RSA"], err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		t.Fatal(err)
	}
	if _, all["Ed25519"], err = ed25519.GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	return all
}

// imported is a private key as "cosign import-key-pair" keeps it.
func imported(t *testing.T, private any) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := encrypted.Encrypt(der, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED SIGSTORE PRIVATE KEY", Bytes: sealed})
}

// TestKindsOfKeys wants that cosign's library and this package verify each
// other's signatures, and no others.
func TestKindsOfKeys(t *testing.T) {
	const message = "message"
	for name, private := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			key, err := signature.ParseKey(imported(t, private), nil)
			if err != nil {
				t.Fatal(err)
			}
			ours, err := key.Sign(strings.NewReader(message))
			if err != nil {
				t.Fatal(err)
			}
			theirs, err := sigstore.LoadSignerVerifier(private, crypto.SHA256)
			if err != nil {
				t.Fatal(err)
			}
			if err := theirs.VerifySignature(bytes.NewReader(ours), strings.NewReader(message)); err != nil {
				t.Errorf("cosign's library: %v", err)
			}
			byDefault, err := sigstore.LoadDefaultSignerVerifier(private)
			if err != nil {
				t.Fatal(err)
			}
			good := [][]byte{ours}
			for _, signer := range []sigstore.Signer{theirs, byDefault} {
				raw, err := signer.SignMessage(strings.NewReader(message))
				if err != nil {
					t.Fatal(err)
				}
				good = append(good, raw)
			}
			if public, ok := private.Public().(*ecdsa.PublicKey); ok {
				good = append(good, twoNumbers(t, ours, (public.Curve.Params().BitSize+7)/8))
			}
			for i, raw := range good {
				for text, want := range map[string]bool{message: true, "massage": false} {
					if got, err := key.Public().Verify(raw, strings.NewReader(text)); got != want || err != nil {
						t.Errorf("signature %d of %q: %v, %v, want %v", i, text, got, err, want)
					}
				}
			}
			for _, raw := range [][]byte{nil, {}, {0}, ours[1:], make([]byte, len(ours)), append(bytes.Clone(ours), 0)} {
				if got, err := key.Public().Verify(raw, strings.NewReader(message)); got || err != nil {
					t.Errorf("%x holds, %v", raw, err)
				}
			}
		})
	}
}

// twoNumbers is an ECDSA signature in the form of IEEE P1363.
func twoNumbers(t *testing.T, der []byte, size int) []byte {
	t.Helper()
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &pair); err != nil {
		t.Fatal(err)
	}
	return append(pair.R.FillBytes(make([]byte, size)), pair.S.FillBytes(make([]byte, size))...)
}

func TestKeyThatCannotSign(t *testing.T) {
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signature.ParseKey(imported(t, private), nil); err == nil || !strings.Contains(err.Error(), "cannot sign") {
		t.Errorf("got %v", err)
	}
	der, err := x509.MarshalPKIXPublicKey(private.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	if _, err := signature.ParsePublic(text); err == nil || !strings.Contains(err.Error(), "cannot verify") {
		t.Errorf("got %v", err)
	}
}
