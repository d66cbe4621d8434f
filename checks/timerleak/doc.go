// Package timerleak reports timers that outlive their use by the rules of Go
// before 1.23.
//
// Up to Go 1.22 the runtime holds a timer until it fires, and a ticker until
// it is stopped, whether or not anybody can still receive from it
// (https://go.dev/doc/go1.23#timer-changes). A chaincode's process runs for
// months and each transaction adds to it. The new rules come with the go line
// of the main module's go.mod, not with the toolchain, so an old go line keeps
// the old ones. staticcheck's SA1015 has time.Tick; this check has time.After in
// loops and tickers that nobody stops.
//
// # Bad
//
//	//go:build go1.21
//
//	func (c *Contract) Await(ctx contractapi.TransactionContextInterface, done chan bool) error {
//		for {
//			select {
//			case <-done:
//				return nil
//			case <-time.After(time.Second): // finding
//			}
//		}
//	}
//
// # Good
//
//	func (c *Contract) Await(ctx contractapi.TransactionContextInterface, done chan bool) error {
//		ticker := time.NewTicker(time.Second)
//		defer ticker.Stop()
//		for {
//			select {
//			case <-done:
//				return nil
//			case <-ticker.C:
//			}
//		}
//	}
//
// # What it will not report
//
// Anything where go.mod, or the file's build constraint, says 1.23 or newer,
// or where neither says anything. time.After outside of loops, tickers that are
// stopped, handed on or stored, and what no transaction comes to: main may tick
// for as long as the process lives.
//
// # Suppressing
//
// When the loop has few rounds:
//
//	case <-time.After(time.Second): //nolint:timerleak // three rounds at most
//
// It promises a notice at the timer, and silence where the release is not
// known.
package timerleak
