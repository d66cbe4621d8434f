package peer_test

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"testing"

	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"google.golang.org/protobuf/proto"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

func creator(t *testing.T, i peer.Identity, seed uint64) []byte {
	t.Helper()
	b, err := i.Creator(seed)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnIdentityIsTheSameForItsSeed(t *testing.T) {
	alice := peer.Identity{MSPID: "Org1MSP", Name: "alice", Attributes: map[string]string{"admin": "true", "role": "x", "z": ""}}
	first := creator(t, alice, 7)
	for range 20 {
		if !bytes.Equal(creator(t, alice, 7), first) {
			t.Fatal("two certificates for one seed")
		}
	}
	other := alice
	other.MSPID = "Org2MSP"
	for name, b := range map[string][]byte{"seed": creator(t, alice, 8), "organisation": creator(t, other, 7)} {
		if bytes.Equal(b, first) {
			t.Errorf("another %s gives the same identity", name)
		}
	}
}

func TestACertificateReads(t *testing.T) {
	var id msp.SerializedIdentity
	if err := proto.Unmarshal(creator(t, peer.Identity{MSPID: "Org1MSP", Name: "alice"}, 0), &id); err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(id.IdBytes)
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if id.Mspid != "Org1MSP" || cert.Subject.CommonName != "alice" || cert.Subject.OrganizationalUnit[0] != "client" {
		t.Errorf("got %s %s", id.Mspid, cert.Subject)
	}
}
