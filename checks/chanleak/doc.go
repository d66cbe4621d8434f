// Package chanleak reports goroutines that wait for ever on a channel of a
// transaction that is over.
//
// A goroutine that waits on a channel is never collected, with all that it
// holds, even when nobody else has the channel any more (Go's FAQ and
// runtime documentation give no way to end it). The usual form is a worker that
// sends its answer on a channel without room, to a select that has meanwhile
// gone with its time-out. Each such transaction adds one to a process that runs
// for months. (In a transaction, a select that depends on time also makes
// endorsers disagree; the check walltime has that.)
//
// # Bad
//
//	func (c *Contract) Ask(ctx contractapi.TransactionContextInterface, id string) (string, error) {
//		answer := make(chan string)
//		go func() {
//			answer <- strings.ToUpper(id) // finding
//		}()
//		select {
//		case a := <-answer:
//			return a, nil
//		case <-time.After(time.Second):
//			return "", errors.New("too late")
//		}
//	}
//
// # Good
//
//	func (c *Contract) Ask(ctx contractapi.TransactionContextInterface, id string) (string, error) {
//		answer := make(chan string, 1)
//		go func() {
//			answer <- strings.ToUpper(id)
//		}()
//		select {
//		case a := <-answer:
//			return a, nil
//		case <-time.After(time.Second):
//			return "", errors.New("too late")
//		}
//	}
//
// # What it will not report
//
// Channels with room, and those that are returned, stored or handed to other
// packages, where others may receive or close; several senders; a select in a
// loop that comes back to the channel; a sender that selects itself. Also main,
// init and what no transaction comes to. vet's lostcancel has contexts that are
// never cancelled.
//
// # Suppressing
//
// When the other case only comes as the process ends:
//
//	answer <- value //nolint:chanleak // the other case is the shutdown
//
// It promises a notice at the instruction that waits.
package chanleak
