package peer

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"google.golang.org/protobuf/proto"
)

// Identity is somebody who proposes transactions.
type Identity struct {
	MSPID, Name string
	// Units are organisational units, client where there are none.
	Units []string
	// Attributes are what Fabric's certificate authority puts into
	// certificates for access control.
	Attributes map[string]string
}

// attributes is the certificate extension for attributes (fabric-ca,
// lib/attrmgr; fabric-chaincode-go, pkg/attrmgr).
var attributes = asn1.ObjectIdentifier{1, 2, 3, 4, 5, 6, 7, 8, 1}

// Creator is the identity as proposals carry it, with a certificate of its
// own. The same identity and seed give the same bytes, so that a run can be
// repeated: the key is derived from them, and the signature is that of
// RFC 6979, which crypto/ecdsa makes where it is given no random bytes. Such a
// key is no secret; it proves nothing to anybody but a chaincode under test.
func (i Identity) Creator(seed uint64) ([]byte, error) {
	key, err := i.key(seed)
	if err != nil {
		return nil, fmt.Errorf("deriving the key of %s: %w", i.Name, err)
	}
	units := i.Units
	if len(units) == 0 {
		units = []string{"client"}
	}
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		// The names that fabric-ca-client enrols with (cmd/fabric-ca-client,
		// defaultCfgTemplate): chaincode reads them.
		Subject: pkix.Name{
			CommonName: i.Name, OrganizationalUnit: units, Organization: []string{"Hyperledger"},
			Province: []string{"North Carolina"}, Country: []string{"US"},
		},
		Issuer: pkix.Name{CommonName: "ca." + i.MSPID},
		// A validity that holds for every clock that a replica may have.
		NotBefore: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:  time.Date(2099, 12, 31, 23, 59, 59, 0, time.UTC),
		KeyUsage:  x509.KeyUsageDigitalSignature,
	}
	if len(i.Attributes) > 0 {
		value, err := json.Marshal(map[string]map[string]string{"attrs": i.Attributes})
		if err != nil {
			return nil, err
		}
		cert.ExtraExtensions = []pkix.Extension{{Id: attributes, Value: value}}
	}
	der, err := x509.CreateCertificate(nil, cert, cert, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("minting a certificate for %s: %w", i.Name, err)
	}
	return Serialize(i.MSPID, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// Serialize is the identity of a certificate that is already there, in PEM.
func Serialize(mspID string, certificate []byte) ([]byte, error) {
	return proto.Marshal(&msp.SerializedIdentity{Mspid: mspID, IdBytes: certificate})
}

// key derives a private key. One in 2^32 digests is no number below the
// curve's order; the next one is taken then.
func (i Identity) key(seed uint64) (*ecdsa.PrivateKey, error) {
	var err error
	for n := range uint32(8) {
		text := fmt.Appendf(nil, "tallystick identity\x00%s\x00%s\x00", i.MSPID, i.Name)
		text = binary.BigEndian.AppendUint64(text, seed)
		digest := sha256.Sum256(binary.BigEndian.AppendUint32(text, n))
		var key *ecdsa.PrivateKey
		if key, err = ecdsa.ParseRawPrivateKey(elliptic.P256(), digest[:]); err == nil {
			return key, nil
		}
	}
	return nil, err
}
