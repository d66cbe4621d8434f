package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"strings"

	"github.com/secure-systems-lab/go-securesystemslib/encrypted"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// Key is a private key that signs.
type Key struct {
	signer crypto.Signer
	public *Public
}

// Throwaway makes a key of the kind that cosign makes (ECDSA P-256), which
// lives no longer than the process.
func Throwaway() (*Key, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, action.Environment("making a key: %w", err)
	}
	return newKey(private)
}

// The two types of PEM block in which cosign keeps a private key: a PKCS #8
// key, encrypted with NaCl's secretbox under a key that scrypt makes of the
// password (cosign v2.6.5, pkg/cosign/keys.go).
const (
	pemSigstore = "ENCRYPTED SIGSTORE PRIVATE KEY"
	pemCosign   = "ENCRYPTED COSIGN PRIVATE KEY"
)

// ParseKey opens a private key as "cosign generate-key-pair" or "cosign
// import-key-pair" writes it. As with cosign, a key without encryption is
// refused. It wipes data and password.
func ParseKey(data, password []byte) (*Key, error) {
	defer clear(data)
	defer clear(password)
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, action.Usage("the private key is not in PEM format").
			WithHint("cosign generate-key-pair makes a key: sign with cosign.key")
	}
	defer clear(block.Bytes)
	if block.Type != pemSigstore && block.Type != pemCosign {
		return nil, wrongPrivate(block.Type)
	}
	der, err := encrypted.Decrypt(block.Bytes, password)
	if err != nil {
		return nil, locked(len(password) == 0)
	}
	defer clear(der)
	private, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, action.Usage("the private key is not in PKCS #8 format")
	}
	return newKey(private)
}

// wrongPrivate says what a PEM block is, if not a private key of cosign.
func wrongPrivate(kind string) error {
	switch {
	case strings.HasSuffix(kind, "PUBLIC KEY"):
		return action.Usage("got a public key, want a private one").
			WithHint("sign with cosign.key, verify with cosign.pub")
	case strings.HasSuffix(kind, "PRIVATE KEY"):
		return action.Usage("got a private key of type %s, want one that cosign encrypted", finding.Clean(kind)).
			WithHint("cosign import-key-pair --key FILE writes it as import-cosign.key")
	}
	return action.Usage("got a PEM block of type %s, want %s", finding.Clean(kind), pemSigstore)
}

// locked does not pass on why: whether the file is damaged or the password
// wrong cannot be told from outside.
func locked(empty bool) error {
	if empty {
		return action.Usage("the private key does not open with an empty password").
			WithHint("put its password into the variable COSIGN_PASSWORD")
	}
	return action.Usage("the private key does not open with the password in COSIGN_PASSWORD").
		WithHint("set COSIGN_PASSWORD to the password that was given to cosign generate-key-pair")
}

// newKey always signs over SHA-256: it is what "cosign verify" and "cosign
// verify-blob" expect of every kind of key, unless told otherwise.
func newKey(private any) (*Key, error) {
	signer, ok := private.(crypto.Signer)
	if !ok {
		return nil, action.Usage("the private key is of a kind that cannot sign: got %T, want ECDSA, RSA or Ed25519", private)
	}
	public, err := newPublic(signer.Public())
	if err != nil {
		return nil, err
	}
	return &Key{signer, public}, nil
}

// Public is the half that others verify with.
func (k *Key) Public() *Public { return k.public }

// Sign makes the signature of a message, in the raw form of the key's kind.
func (k *Key) Sign(message io.Reader) ([]byte, error) {
	input, hash, err := signed(k.public.key, crypto.SHA256, message)
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	signature, err := k.signer.Sign(rand.Reader, input, hash)
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	return signature, nil
}
