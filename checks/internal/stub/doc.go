// Package stub is what the checks of single uses of the state API share: which
// calls yield an error of the stub, directly or through a helper, whether that
// error is looked at, and how to name what they found.
//
// It promises to look at each instruction a bounded number of times, and to
// answer in source order.
package stub
