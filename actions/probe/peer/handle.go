package peer

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// handlers answer requests: the payload of the response, or the reason for an
// error.
var handlers = map[peer.ChaincodeMessage_Type]func(*transaction, *peer.ChaincodeMessage) ([]byte, error){
	peer.ChaincodeMessage_GET_STATE:             with((*transaction).getState),
	peer.ChaincodeMessage_GET_STATE_MULTIPLE:    with((*transaction).getStates),
	peer.ChaincodeMessage_GET_PRIVATE_DATA_HASH: with((*transaction).getHash),
	peer.ChaincodeMessage_GET_STATE_METADATA:    with((*transaction).getMetadata),
	peer.ChaincodeMessage_PUT_STATE:             with(silent((*transaction).putState)),
	peer.ChaincodeMessage_DEL_STATE:             with(silent((*transaction).delState)),
	peer.ChaincodeMessage_PURGE_PRIVATE_DATA:    with(silent((*transaction).purge)),
	peer.ChaincodeMessage_PUT_STATE_METADATA:    with(silent((*transaction).putMetadata)),
	peer.ChaincodeMessage_WRITE_BATCH_STATE:     with(silent((*transaction).writeBatch)),
	peer.ChaincodeMessage_GET_STATE_BY_RANGE:    with((*transaction).queryRange),
	peer.ChaincodeMessage_GET_QUERY_RESULT:      with((*transaction).queryRich),
	peer.ChaincodeMessage_GET_HISTORY_FOR_KEY:   with((*transaction).queryHistory),
	peer.ChaincodeMessage_QUERY_STATE_NEXT:      with((*transaction).queryNext),
	peer.ChaincodeMessage_QUERY_STATE_CLOSE:     with((*transaction).queryClose),
	peer.ChaincodeMessage_INVOKE_CHAINCODE:      with((*transaction).invoke),
}

// request is a message that a handler reads.
type request[T any] interface {
	*T
	proto.Message
}

// with reads the payload for a handler.
func with[T any, P request[T]](handle func(*transaction, P) ([]byte, error)) func(*transaction, *peer.ChaincodeMessage) ([]byte, error) {
	return func(t *transaction, msg *peer.ChaincodeMessage) ([]byte, error) {
		in := P(new(T))
		if err := proto.Unmarshal(msg.Payload, in); err != nil {
			return nil, fmt.Errorf("unmarshal failed: %w", err)
		}
		return handle(t, in)
	}
}

// silent is a handler with nothing to say.
func silent[P proto.Message](handle func(*transaction, P) error) func(*transaction, P) ([]byte, error) {
	return func(t *transaction, in P) ([]byte, error) { return nil, handle(t, in) }
}

// mayRead says whether the transaction may read a collection, by who proposed
// it.
func (t *transaction) mayRead(collection string) error {
	return t.mayUse(collection, "read", ledger.Collection.MayRead)
}

// mayWrite is mayRead for writing.
func (t *transaction) mayWrite(collection string) error {
	return t.mayUse(collection, "write", ledger.Collection.MayWrite)
}

func (t *transaction) mayUse(collection, access string, may func(ledger.Collection, string) bool) error {
	if t.isInit {
		return errors.New("private data APIs are not allowed in chaincode Init()")
	}
	c, ok := t.sim.Collection(t.namespace, collection)
	if !ok {
		return fmt.Errorf("collection %s/%s/%s could not be found", t.channel, t.namespace, collection)
	}
	if !may(c, t.proposal.MSPID) {
		return fmt.Errorf("tx creator does not have %s access permission on privatedata in chaincodeName:%s collectionName: %s",
			access, t.namespace, collection)
	}
	return nil
}

func (t *transaction) getState(in *peer.GetState) ([]byte, error) {
	if in.Collection == "" {
		return t.sim.GetState(t.namespace, in.Key)
	}
	if err := t.mayRead(in.Collection); err != nil {
		return nil, err
	}
	return t.sim.GetPrivateData(t.namespace, in.Collection, in.Key)
}

func (t *transaction) getStates(in *peer.GetStateMultiple) ([]byte, error) {
	out := &peer.GetStateMultipleResult{}
	if in.Collection != "" {
		if err := t.mayRead(in.Collection); err != nil {
			return nil, err
		}
		var err error
		if out.Values, err = t.sim.GetSeveralPrivateData(t.namespace, in.Collection, in.Keys); err != nil {
			return nil, err
		}
		return proto.Marshal(out)
	}
	for _, key := range in.Keys {
		value, err := t.sim.GetState(t.namespace, key)
		if err != nil {
			return nil, err
		}
		out.Values = append(out.Values, value)
	}
	return proto.Marshal(out)
}

func (t *transaction) getHash(in *peer.GetState) ([]byte, error) {
	if t.isInit {
		return nil, errors.New("private data APIs are not allowed in chaincode Init()")
	}
	return t.sim.GetPrivateDataHash(t.namespace, in.Collection, in.Key)
}

func (t *transaction) getMetadata(in *peer.GetStateMetadata) ([]byte, error) {
	var metadata map[string][]byte
	var err error
	if in.Collection == "" {
		metadata, err = t.sim.GetStateMetadata(t.namespace, in.Key)
	} else if err = t.mayRead(in.Collection); err == nil {
		metadata, err = t.sim.GetPrivateDataMetadata(t.namespace, in.Collection, in.Key)
	}
	if err != nil {
		return nil, err
	}
	out := &peer.StateMetadataResult{}
	for _, name := range slices.Sorted(maps.Keys(metadata)) {
		out.Entries = append(out.Entries, &peer.StateMetadata{Metakey: name, Value: metadata[name]})
	}
	return proto.Marshal(out)
}

func (t *transaction) putState(in *peer.PutState) error {
	if in.Collection == "" {
		return t.sim.PutState(t.namespace, in.Key, in.Value)
	}
	if err := t.mayWrite(in.Collection); err != nil {
		return err
	}
	return t.sim.PutPrivateData(t.namespace, in.Collection, in.Key, in.Value)
}

func (t *transaction) delState(in *peer.DelState) error {
	return t.putState(&peer.PutState{Key: in.Key, Collection: in.Collection})
}

func (t *transaction) purge(in *peer.DelState) error {
	if in.Collection == "" {
		return errors.New("only applicable for private data")
	}
	if err := t.mayWrite(in.Collection); err != nil {
		return err
	}
	return t.sim.PurgePrivateData(t.namespace, in.Collection, in.Key)
}

func (t *transaction) putMetadata(in *peer.PutStateMetadata) error {
	metadata := map[string][]byte{in.GetMetadata().GetMetakey(): in.GetMetadata().GetValue()}
	if in.Collection == "" {
		return t.sim.PutStateMetadata(t.namespace, in.Key, metadata)
	}
	if err := t.mayWrite(in.Collection); err != nil {
		return err
	}
	return t.sim.PutPrivateDataMetadata(t.namespace, in.Collection, in.Key, metadata)
}

func (t *transaction) writeBatch(in *peer.WriteBatchState) error {
	for _, r := range in.Rec {
		var err error
		switch r.Type {
		case peer.WriteRecord_PUT_STATE:
			err = t.putState(&peer.PutState{Key: r.Key, Value: r.Value, Collection: r.Collection})
		case peer.WriteRecord_DEL_STATE:
			err = t.delState(&peer.DelState{Key: r.Key, Collection: r.Collection})
		case peer.WriteRecord_PURGE_PRIVATE_DATA:
			err = t.purge(&peer.DelState{Key: r.Key, Collection: r.Collection})
		case peer.WriteRecord_PUT_STATE_METADATA:
			err = t.putMetadata(&peer.PutStateMetadata{Key: r.Key, Collection: r.Collection, Metadata: r.Metadata})
		default:
			err = errors.New("unknown operation type")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
