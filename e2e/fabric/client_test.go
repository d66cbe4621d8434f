//go:build e2efabric

package fabric

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// client is a user of an organisation, by the keys of cryptogen.
type client struct {
	creator []byte
	key     *ecdsa.PrivateKey
}

func (w *network) client(t *testing.T, organisation string) *client {
	t.Helper()
	domain := w.domain(organisation)
	keys := filepath.Join(domain, "users", "User1@"+filepath.Base(domain), "msp")
	certificate := only(t, filepath.Join(keys, "signcerts", "*.pem"))
	block, _ := pem.Decode(only(t, filepath.Join(keys, "keystore", "*_sk")))
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	creator := marshal(t, &msp.SerializedIdentity{Mspid: organisation + "MSP", IdBytes: certificate})
	return &client{creator, key.(*ecdsa.PrivateKey)}
}

// only is the one file that a pattern finds.
func only(t *testing.T, pattern string) []byte {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: got %q, want one file", pattern, found)
	}
	data, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func marshal(t *testing.T, m proto.Message) []byte {
	t.Helper()
	data, err := proto.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func unmarshal(t *testing.T, data []byte, m proto.Message) {
	t.Helper()
	if err := proto.Unmarshal(data, m); err != nil {
		t.Fatal(err)
	}
}

// sign signs as Fabric wants it: of the two values that are a signature, the
// one with the lower s (bccsp/utils, IsLowS).
func (c *client) sign(t *testing.T, data []byte) []byte {
	t.Helper()
	sum := sha256.Sum256(data)
	signed, err := ecdsa.SignASN1(rand.Reader, c.key, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(signed, &pair); err != nil {
		t.Fatal(err)
	}
	order := c.key.Params().N
	if pair.S.Cmp(new(big.Int).Rsh(order, 1)) > 0 {
		pair.S.Sub(order, pair.S)
	}
	if signed, err = asn1.Marshal(pair); err != nil {
		t.Fatal(err)
	}
	return signed
}

// propose makes a signed proposal.
func (c *client) propose(t *testing.T, call peer.Call) *peer.Proposal {
	t.Helper()
	call.Channel, call.Creator, call.Time = channel, c.creator, time.Now()
	p, err := peer.Propose(call)
	if err != nil {
		t.Fatal(err)
	}
	p.Signed.Signature = c.sign(t, p.Signed.ProposalBytes)
	return p
}

// envelope makes a transaction of a proposal and its endorsements
// (protoutil/txutils.go, CreateSignedTx): without what is transient.
func (c *client) envelope(t *testing.T, p *peer.Proposal, answer []byte, endorsements []*protos.Endorsement) *common.Envelope {
	t.Helper()
	proposal, header, payload := &protos.Proposal{}, &common.Header{}, &protos.ChaincodeProposalPayload{}
	unmarshal(t, p.Signed.ProposalBytes, proposal)
	unmarshal(t, proposal.Header, header)
	unmarshal(t, proposal.Payload, payload)
	action := &protos.ChaincodeActionPayload{
		ChaincodeProposalPayload: marshal(t, &protos.ChaincodeProposalPayload{Input: payload.Input}),
		Action:                   &protos.ChaincodeEndorsedAction{ProposalResponsePayload: answer, Endorsements: endorsements},
	}
	return c.wrap(t, header, &protos.Transaction{Actions: []*protos.TransactionAction{
		{Header: header.SignatureHeader, Payload: marshal(t, action)},
	}})
}

func (c *client) wrap(t *testing.T, header *common.Header, data proto.Message) *common.Envelope {
	t.Helper()
	payload := marshal(t, &common.Payload{Header: header, Data: marshal(t, data)})
	return &common.Envelope{Payload: payload, Signature: c.sign(t, payload)}
}

// request is an envelope that is no transaction.
func (c *client) request(t *testing.T, kind common.HeaderType, data proto.Message) *common.Envelope {
	t.Helper()
	return c.wrap(t, &common.Header{
		ChannelHeader:   marshal(t, &common.ChannelHeader{Type: int32(kind), ChannelId: channel, Timestamp: timestamppb.Now()}),
		SignatureHeader: marshal(t, &common.SignatureHeader{Creator: c.creator, Nonce: []byte(rand.Text())}),
	}, data)
}

// dial connects to one of Fabric's services.
func dial(t *testing.T, address, authority string) *grpc.ClientConn {
	t.Helper()
	creds, err := credentials.NewClientTLSFromFile(authority, "")
	if err != nil {
		t.Fatal(err)
	}
	const most = 100 << 20
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(creds),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(most), grpc.MaxCallSendMsgSize(most), grpc.WaitForReady(true)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// unmarshaller keeps the first error.
type unmarshaller struct{ err error }

func (u *unmarshaller) read(data []byte, m proto.Message) {
	if u.err == nil {
		u.err = proto.Unmarshal(data, m)
	}
}
