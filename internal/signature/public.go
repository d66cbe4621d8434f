package signature

import (
	"crypto"
	"crypto/ecdsa"
	"encoding/pem"
	"io"
	"strings"

	"github.com/sigstore/sigstore/pkg/cryptoutils"
	sigstore "github.com/sigstore/sigstore/pkg/signature"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// Public is a public key that verifies.
type Public struct {
	pem       []byte
	verifiers []sigstore.Verifier
}

// ParsePublic opens a public key in PEM format, as cosign.pub is.
func ParsePublic(data []byte) (*Public, error) {
	block, _ := pem.Decode(data)
	switch {
	case block == nil:
		return nil, action.Usage("the public key is not in PEM format").
			WithHint("cosign public-key --key cosign.key prints it")
	case strings.HasSuffix(block.Type, "PRIVATE KEY"):
		return nil, action.Usage("got a private key, want its public half").
			WithHint("keep the private key secret; cosign public-key --key cosign.key prints the public one")
	case block.Type == "CERTIFICATE":
		return nil, action.Usage("got a certificate, want a public key").
			WithHint("openssl x509 -in FILE -noout -pubkey prints its key, without checking who vouches for it")
	}
	key, err := cryptoutils.UnmarshalPEMToPublicKey(data)
	if err != nil {
		return nil, action.Usage("got a PEM block of type %s that holds no public key", finding.Clean(block.Type))
	}
	return newPublic(key)
}

func newPublic(key crypto.PublicKey) (*Public, error) {
	verifier, err := sigstore.LoadVerifier(key, crypto.SHA256)
	if err != nil {
		return nil, action.Usage("the public key is of a kind that cannot verify: got %T, want ECDSA, RSA or Ed25519", key)
	}
	text, err := cryptoutils.MarshalPublicKeyToPEM(key)
	if err != nil {
		return nil, action.Usage("writing the public key: %w", err)
	}
	p := &Public{text, []sigstore.Verifier{verifier}}
	// With a key on a larger curve cosign signs over the longer digest, but
	// verifies over SHA-256 unless it is told: accept what either makes.
	if key, ok := key.(*ecdsa.PublicKey); ok && key.Curve.Params().BitSize > 256 {
		if longer, err := sigstore.LoadDefaultVerifier(key); err == nil {
			p.verifiers = append(p.verifiers, longer)
		}
	}
	return p, nil
}

// PEM is the key as cosign.pub holds it.
func (p *Public) PEM() []byte { return p.pem }

// Verify says whether the signature is one of the message by this key. An
// error means that the message could not be read.
func (p *Public) Verify(signature []byte, message io.ReadSeeker) (bool, error) {
	for _, verifier := range p.verifiers {
		if _, err := message.Seek(0, io.SeekStart); err != nil {
			return false, err
		}
		r := &watched{Reader: message}
		switch err := verifier.VerifySignature(strings.NewReader(string(signature)), r); {
		case r.err != nil:
			return false, r.err
		case err == nil:
			return true, nil
		}
	}
	return false, nil
}

// watched keeps what went wrong while reading, which a verifier would mix
// with what is wrong with the signature.
type watched struct {
	io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}
