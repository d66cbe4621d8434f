package peer

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/queryresult"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// pending is a query under way: its rows, and those that were fetched and not
// sent yet.
type pending struct {
	next     func() (proto.Message, error) // nil behind the last row
	bookmark func() string
	rows     []*peer.QueryResultBytes
	returned int
}

func (t *transaction) queryRange(in *peer.GetStateByRange) ([]byte, error) {
	metadata := &peer.QueryMetadata{}
	if err := proto.Unmarshal(in.Metadata, metadata); err != nil {
		return nil, fmt.Errorf("unmarshal failed: %w", err)
	}
	var rows *ledger.Range
	var err error
	paged := false
	switch {
	case in.Collection != "":
		if err := t.mayRead(in.Collection); err != nil {
			return nil, err
		}
		rows, err = t.sim.PrivateRange(t.namespace, in.Collection, in.StartKey, in.EndKey)
	case paging(metadata):
		paged = true
		start := in.StartKey
		if metadata.Bookmark != "" {
			start = metadata.Bookmark
		}
		rows, err = t.sim.Page(t.namespace, start, in.EndKey, int(metadata.PageSize))
	default:
		rows, err = t.sim.Range(t.namespace, in.StartKey, in.EndKey)
	}
	if err != nil {
		return nil, err
	}
	limit := totalQueryLimit
	if size := int(metadata.PageSize); size > 0 && size < limit {
		limit = size
	}
	q := &pending{bookmark: rows.Bookmark, next: func() (proto.Message, error) {
		kv := rows.Next()
		if kv == nil {
			return nil, nil
		}
		return &queryresult.KV{Namespace: kv.Namespace, Key: kv.Key, Value: kv.Value}, nil
	}}
	return t.open(q, paged, limit)
}

// paging says whether pages are asked for (core/chaincode/handler.go,
// isMetadataSetForPagination).
func paging(m *peer.QueryMetadata) bool { return m.PageSize != 0 || m.Bookmark != "" }

func (t *transaction) queryRich(in *peer.GetQueryResult) ([]byte, error) {
	metadata := &peer.QueryMetadata{}
	if err := proto.Unmarshal(in.Metadata, metadata); err != nil {
		return nil, fmt.Errorf("unmarshal failed: %w", err)
	}
	if in.Collection != "" {
		if err := t.mayRead(in.Collection); err != nil {
			return nil, err
		}
	}
	return nil, t.sim.Rich(t.namespace, in.Collection, paging(metadata))
}

func (t *transaction) queryHistory(in *peer.GetHistoryForKey) ([]byte, error) {
	list, err := t.sim.History(t.namespace, in.Key)
	if err != nil {
		return nil, err
	}
	q := &pending{next: func() (proto.Message, error) {
		if len(list) == 0 {
			return nil, nil
		}
		m := list[0]
		list = list[1:]
		return &queryresult.KeyModification{TxId: m.TxID, Value: m.Value, Timestamp: timestamppb.New(m.Time), IsDelete: m.Deleted}, nil
	}}
	return t.open(q, false, totalQueryLimit)
}

// open makes a query known and answers its first batch.
func (t *transaction) open(q *pending, paged bool, limit int) ([]byte, error) {
	t.mu.Lock()
	t.next++
	id := strconv.Itoa(t.next)
	t.queries[id] = q
	t.unclosed[id] = true
	t.mu.Unlock()
	return t.batch(q, id, paged, limit)
}

func (t *transaction) queryNext(in *peer.QueryStateNext) ([]byte, error) {
	q := t.query(in.Id)
	if q == nil {
		return nil, errors.New("query iterator not found")
	}
	return t.batch(q, in.Id, false, totalQueryLimit)
}

func (t *transaction) queryClose(in *peer.QueryStateClose) ([]byte, error) {
	t.close(in.Id)
	t.mu.Lock()
	delete(t.unclosed, in.Id)
	t.mu.Unlock()
	return proto.Marshal(&peer.QueryResponse{Id: in.Id})
}

func (t *transaction) query(id string) *pending {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.queries[id]
}

func (t *transaction) close(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.queries, id)
}

// batch fetches rows as the peer does (query_response_generator.go): without
// paging up to queryBatch, and one more to know whether there are more, so that
// the read set holds it.
func (t *transaction) batch(q *pending, id string, paged bool, limit int) ([]byte, error) {
	for q.returned < limit {
		row, err := q.next()
		if err != nil {
			return nil, err
		}
		if row == nil {
			break
		}
		data, err := proto.Marshal(row)
		if err != nil {
			return nil, fmt.Errorf("marshal failed: %w", err)
		}
		q.returned++
		one := &peer.QueryResultBytes{ResultBytes: data}
		if !paged && len(q.rows) == queryBatch {
			full := q.rows
			q.rows = []*peer.QueryResultBytes{one}
			return proto.Marshal(&peer.QueryResponse{Results: full, HasMore: true, Id: id})
		}
		q.rows = append(q.rows, one)
	}
	t.close(id)
	out := &peer.QueryResponse{Results: q.rows, Id: id}
	q.rows = nil
	if paged {
		var err error
		out.Metadata, err = proto.Marshal(&peer.QueryResponseMetadata{FetchedRecordsCount: int32(q.returned), Bookmark: q.bookmark()})
		if err != nil {
			return nil, err
		}
	}
	return proto.Marshal(out)
}
