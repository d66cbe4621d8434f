package probe

import (
	"fmt"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

func rules() []finding.Rule {
	return []finding.Rule{
		{ID: "probe/verdict", Title: "One replica endorses a transaction that another one refuses."},
		{ID: "probe/write", Title: "Replicas write different values or different keys."},
		{ID: "probe/private", Title: "Replicas write different private data, so their hashes do not match."},
		{ID: "probe/metadata", Title: "Replicas write different metadata of a key."},
		{ID: "probe/event", Title: "Replicas set different chaincode events."},
		{ID: "probe/response", Title: "Replicas answer differently; the answer is signed too."},
		{ID: "probe/query", Title: "Replicas make range queries in another order or of another extent."},
		{ID: "probe/read", Title: "Replicas read different keys; what is read is signed too."},
		{ID: "probe/panic", Title: "A transaction ends the chaincode's process with a panic."},
		{ID: "probe/exit", Title: "A transaction ends the chaincode's process."},
		{ID: "probe/utf8", Title: "An argument that is not UTF-8 ends the process: the shim panics when it is to send such a key."},
		{ID: "probe/hang", Title: "A transaction is not answered in time."},
		{ID: "probe/limit", Title: "A transaction takes more memory or processes than it may."},
		{ID: "probe/stream", Title: "The chaincode ends the stream to its peer, or does not take a new one."},
		{ID: "probe/concurrent", Title: "A transaction answers otherwise while others run."},
		{ID: "probe/generation", Title: "A transaction answers a v2.5 peer and a v3 peer differently."},
		{ID: "probe/clash", Title: "A transaction asks the ledger from several goroutines at once."},
		{ID: "probe/late", Title: "A transaction uses the stub after its end."},
		{ID: "probe/iterator", Title: "A query is still open when its transaction ends, or was never closed."},
		{ID: "probe/poison", Title: "A transaction sets metadata of a key that it neither reads nor writes: with a deletion before it in a block, peers die of the block."},
		{ID: "probe/leak", Title: "Goroutines stay after a transaction."},
		{ID: "probe/memory", Title: "Memory grows with each transaction."},
		{ID: "probe/slow", Title: "A transaction takes longer than it may."},
		{ID: "probe/baseline", Title: "A transaction costs more than it did in the baseline."},
		{ID: "probe/log", Title: "The chaincode's log has a line that means harm."},
		{ID: "probe/tls", Title: "The chaincode's server does not do mutual TLS."},
		{ID: "probe/open", Title: "The chaincode's server takes clients without a certificate, though it has a client CA."},
		{ID: "probe/expect", Title: "A step of the scenario was not answered as it expects."},
		{ID: "probe/coverage", Title: "Less of the chaincode's code ran than should."},
		{ID: "probe/uncovered", Title: "Transaction functions that were never endorsed, or code that never ran: nothing is known of them."},
		{ID: "probe/isolation", Title: "Something could not be tried, or a protection not be had, on this machine."},
	}
}

// checkRule takes the name of a rule without its action.
func checkRule(word string) error {
	var names []string
	for _, r := range rules() {
		name := strings.TrimPrefix(r.ID, "probe/")
		if name == word {
			return nil
		}
		names = append(names, name)
	}
	return fmt.Errorf("unknown rule %q%s", word, action.Wanted(word, names))
}
