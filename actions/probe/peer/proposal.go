package peer

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// Proposal is what a client asks peers to endorse.
type Proposal struct {
	TxID, Channel, Chaincode string
	// MSPID is the organisation of who proposes, "" of an identity that cannot
	// be read.
	MSPID  string
	Time   time.Time
	Input  *peer.ChaincodeInput
	Init   bool
	Signed *peer.SignedProposal
}

// Call is what a proposal is made of.
type Call struct {
	Channel, Chaincode string
	Args               [][]byte
	Transient          map[string][]byte
	// Creator is a serialized identity.
	Creator []byte
	Time    time.Time
	Init    bool
	// Nonce is drawn where it is nil.
	Nonce []byte
}

// Propose makes a proposal (protoutil/proputils.go). It is not signed: no
// chaincode looks at the signature, peers do.
func Propose(c Call) (*Proposal, error) {
	if c.Nonce == nil {
		c.Nonce = make([]byte, 24)
		if _, err := rand.Read(c.Nonce); err != nil {
			return nil, err
		}
	}
	sum := sha256.Sum256(append(append([]byte{}, c.Nonce...), c.Creator...))
	p := &Proposal{
		TxID: hex.EncodeToString(sum[:]), Channel: c.Channel, Chaincode: c.Chaincode, MSPID: mspID(c.Creator), Time: c.Time, Init: c.Init,
		Input: &peer.ChaincodeInput{Args: c.Args, IsInit: c.Init},
	}
	var m marshaller
	header := &common.Header{
		ChannelHeader: m.bytes(&common.ChannelHeader{
			Type: int32(common.HeaderType_ENDORSER_TRANSACTION), TxId: p.TxID, Timestamp: timestamppb.New(c.Time), ChannelId: c.Channel,
			Extension: m.bytes(&peer.ChaincodeHeaderExtension{ChaincodeId: &peer.ChaincodeID{Name: c.Chaincode}}),
		}),
		SignatureHeader: m.bytes(&common.SignatureHeader{Creator: c.Creator, Nonce: c.Nonce}),
	}
	spec := &peer.ChaincodeInvocationSpec{ChaincodeSpec: &peer.ChaincodeSpec{
		Type: peer.ChaincodeSpec_GOLANG, ChaincodeId: &peer.ChaincodeID{Name: c.Chaincode}, Input: p.Input,
	}}
	payload := &peer.ChaincodeProposalPayload{Input: m.bytes(spec), TransientMap: c.Transient}
	p.Signed = &peer.SignedProposal{ProposalBytes: m.bytes(&peer.Proposal{Header: m.bytes(header), Payload: m.bytes(payload)})}
	return p, m.err
}

// Read takes a proposal apart that was made elsewhere.
func Read(signed *peer.SignedProposal) (*Proposal, error) {
	var u unmarshaller
	var outer peer.Proposal
	var header common.Header
	var channel common.ChannelHeader
	var signature common.SignatureHeader
	var extension peer.ChaincodeHeaderExtension
	var payload peer.ChaincodeProposalPayload
	var spec peer.ChaincodeInvocationSpec
	u.read(signed.ProposalBytes, &outer)
	u.read(outer.Header, &header)
	u.read(header.ChannelHeader, &channel)
	u.read(header.SignatureHeader, &signature)
	u.read(channel.Extension, &extension)
	u.read(outer.Payload, &payload)
	u.read(payload.Input, &spec)
	if u.err != nil {
		return nil, fmt.Errorf("reading a proposal: %w", u.err)
	}
	input := spec.GetChaincodeSpec().GetInput()
	return &Proposal{
		TxID: channel.TxId, Channel: channel.ChannelId, Chaincode: extension.GetChaincodeId().GetName(),
		MSPID: mspID(signature.Creator), Time: channel.GetTimestamp().AsTime(), Input: input, Init: input.GetIsInit(), Signed: signed,
	}, nil
}

// mspID is the organisation of a serialized identity.
func mspID(creator []byte) string {
	var identity msp.SerializedIdentity
	if err := proto.Unmarshal(creator, &identity); err != nil {
		return ""
	}
	return identity.Mspid
}

// marshaller and unmarshaller keep the first error. The transient map has no
// order of its own; a proposal that is made twice has to be the same.
type marshaller struct{ err error }

func (m *marshaller) bytes(msg proto.Message) []byte {
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(msg)
	if m.err == nil {
		m.err = err
	}
	return data
}

type unmarshaller struct{ err error }

func (u *unmarshaller) read(data []byte, msg proto.Message) {
	if u.err == nil {
		u.err = proto.Unmarshal(data, msg)
	}
}
