package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	_ "crypto/sha256" // the digests that hash.New makes
	_ "crypto/sha512"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"strings"

	"github.com/sigstore/sigstore/pkg/cryptoutils"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// Public is a public key that verifies.
type Public struct {
	key    crypto.PublicKey
	pem    []byte
	hashes []crypto.Hash // one of which a signature is over
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
	hashes := []crypto.Hash{crypto.SHA256}
	switch key := key.(type) {
	case *ecdsa.PublicKey:
		// With a key on a larger curve cosign signs over the longer digest,
		// but verifies over SHA-256 unless it is told: accept what either
		// makes.
		switch key.Curve {
		case elliptic.P384():
			hashes = append(hashes, crypto.SHA384)
		case elliptic.P521():
			hashes = append(hashes, crypto.SHA512)
		}
	case *rsa.PublicKey, ed25519.PublicKey:
	default:
		return nil, action.Usage("the public key is of a kind that cannot verify: got %T, want ECDSA, RSA or Ed25519", key)
	}
	text, err := cryptoutils.MarshalPublicKeyToPEM(key)
	if err != nil {
		return nil, action.Usage("writing the public key: %w", err)
	}
	return &Public{key, text, hashes}, nil
}

// PEM is the key as cosign.pub holds it.
func (p *Public) PEM() []byte { return p.pem }

// Verify says whether the signature is one of the message by this key. An
// error means that the message could not be read.
func (p *Public) Verify(signature []byte, message io.ReadSeeker) (bool, error) {
	for _, hash := range p.hashes {
		if _, err := message.Seek(0, io.SeekStart); err != nil {
			return false, err
		}
		input, hash, err := signed(p.key, hash, message)
		if err != nil {
			return false, err
		}
		if p.holds(signature, input, hash) {
			return true, nil
		}
	}
	return false, nil
}

func (p *Public) holds(signature, input []byte, hash crypto.Hash) bool {
	switch key := p.key.(type) {
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(key, input, signature) || ecdsa.VerifyASN1(key, input, inASN1(signature))
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, hash, input, signature) == nil
	case ed25519.PublicKey:
		return ed25519.Verify(key, input, signature)
	}
	return false
}

// signed is what the algorithm of a key takes for a message: the message
// itself for Ed25519, which hashes by itself, else its digest.
func signed(key crypto.PublicKey, hash crypto.Hash, message io.Reader) ([]byte, crypto.Hash, error) {
	if _, ok := key.(ed25519.PublicKey); ok {
		text, err := io.ReadAll(message)
		return text, 0, err
	}
	sum := hash.New()
	_, err := io.Copy(sum, message)
	return sum.Sum(nil), hash, err
}

// inASN1 is an ECDSA signature that was two numbers of the same length one
// after the other (IEEE P1363), as some hardware makes it and cosign reads it.
func inASN1(signature []byte) []byte {
	half := len(signature) / 2
	if 2*half != len(signature) {
		return nil
	}
	der, err := asn1.Marshal(struct{ R, S *big.Int }{
		new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:]),
	})
	if err != nil {
		return nil // two numbers always encode
	}
	return der
}
