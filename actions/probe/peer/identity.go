package peer

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
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

// Creator mints a certificate and is the identity as proposals carry it. Each
// call draws another key: for the same bytes, keep them.
func (i Identity) Creator(now time.Time) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	units := i.Units
	if len(units) == 0 {
		units = []string{"client"}
	}
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: i.Name, OrganizationalUnit: units},
		Issuer:       pkix.Name{CommonName: "ca." + i.MSPID},
		NotBefore:    now.Add(-time.Hour), NotAfter: now.AddDate(10, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
	}
	if len(i.Attributes) > 0 {
		value, err := json.Marshal(map[string]map[string]string{"attrs": i.Attributes})
		if err != nil {
			return nil, err
		}
		cert.ExtraExtensions = []pkix.Extension{{Id: attributes, Value: value}}
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("minting a certificate for %s: %w", i.Name, err)
	}
	return proto.Marshal(&msp.SerializedIdentity{
		Mspid: i.MSPID, IdBytes: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
	})
}
