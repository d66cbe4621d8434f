package ledger

import "time"

// Modification is one entry of a key's history.
type Modification struct {
	TxID    string
	Time    time.Time
	Value   []byte
	Deleted bool
}

// history is the last modification of a key and those before it.
type history struct {
	Modification
	before *history
	length int
}

// keepHistory is how many modifications of a key are surely remembered. A peer
// has them all, on disk; here memory must stay flat over a million commits.
const keepHistory = 1000

// with is the history after one more modification.
func (h *history) with(m Modification) *history {
	next := &history{Modification: m, before: h, length: 1}
	if h != nil {
		next.length = h.length + 1
	}
	if next.length >= 2*keepHistory {
		return rebuild(next, keepHistory)
	}
	return next
}

// rebuild is a copy of the newest n entries: snapshots share the others.
func rebuild(h *history, n int) *history {
	list := h.list()[:n]
	var out *history
	for i := len(list) - 1; i >= 0; i-- {
		out = &history{list[i], out, len(list) - i}
	}
	return out
}

// list is the history, the newest first.
func (h *history) list() (list []Modification) {
	for ; h != nil; h = h.before {
		list = append(list, h.Modification)
	}
	return list
}
