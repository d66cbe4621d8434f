package ledger

import (
	"crypto/sha256"

	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/rwset/kvrwset"
	"google.golang.org/protobuf/proto"
)

// degree is how many reads, and hashes of a level, are kept as they are before
// they are hashed together (txmgr/lockbased_txmgr.go,
// maxDegreeQueryReadsHashing).
const degree = 50

// reads are the rows of a range query: as they are up to degree, else as a
// Merkle summary (rwsetutil/query_results_helper.go, merkle_tree.go).
type reads struct {
	pending []*kvrwset.KVRead
	levels  map[int][][]byte
	top     int
	blocks  []uint64 // in which the rows were committed, in their order
}

func newReads() *reads { return &reads{levels: map[int][][]byte{}, top: 1} }

func (r *reads) add(one *kvrwset.KVRead) {
	r.pending = append(r.pending, one)
	r.blocks = append(r.blocks, one.GetVersion().GetBlockNum())
	if len(r.pending) > degree {
		r.hash()
	}
}

// hash puts the pending reads into the tree as one leaf, and what is full into
// the level above.
func (r *reads) hash() {
	leaf := sha256.Sum256(marshal(&kvrwset.QueryReads{KvReads: r.pending}))
	r.pending = nil
	r.levels[1] = append(r.levels[1], leaf[:])
	for level := 1; len(r.levels[level]) > degree; level++ {
		r.levels[level+1] = append(r.levels[level+1], combined(r.levels[level]))
		delete(r.levels, level)
		r.top = max(r.top, level+1)
	}
}

func combined(hashes [][]byte) []byte {
	h := sha256.New()
	for _, one := range hashes {
		h.Write(one)
	}
	return h.Sum(nil)
}

// close puts the reads into a query's record.
func (r *reads) close(info *kvrwset.RangeQueryInfo) {
	if len(r.levels) == 0 {
		if r.pending != nil {
			info.ReadsInfo = &kvrwset.RangeQueryInfo_RawReads{RawReads: &kvrwset.QueryReads{KvReads: r.pending}}
		}
		return
	}
	if len(r.pending) > 0 {
		r.hash()
	}
	for level := 1; level < r.top; level++ {
		switch hashes := r.levels[level]; len(hashes) {
		case 0:
		case 1:
			r.levels[level+1] = append(r.levels[level+1], hashes[0])
		default:
			r.levels[level+1] = append(r.levels[level+1], combined(hashes))
		}
		delete(r.levels, level)
	}
	if hashes := r.levels[r.top]; len(hashes) > degree {
		delete(r.levels, r.top)
		r.top++
		r.levels[r.top] = [][]byte{combined(hashes)}
	}
	info.ReadsInfo = &kvrwset.RangeQueryInfo_ReadsMerkleHashes{ReadsMerkleHashes: &kvrwset.QueryReadsMerkleSummary{
		MaxDegree: degree, MaxLevel: uint32(r.top), MaxLevelHashes: r.levels[r.top],
	}}
}

// marshal writes a message that is always complete.
func marshal(m proto.Message) []byte {
	data, err := proto.Marshal(m)
	if err != nil {
		panic(err) // only a string that is not UTF-8 can do that; the wire has refused those
	}
	return data
}
