// Package order finds what comes in an order that nobody chose, and follows it
// to what endorsers sign: the entries of a map, which Go ranges over from a
// random place (go.dev/ref/spec#For_range), and the results of goroutines,
// which come as the scheduler lets them.
//
// Its unit is the loop whose rounds may change places: a range over a map, a
// loop over a sequence or channel that was filled in such an order, a function
// that is called once for each entry or runs once for each goroutine. A round's
// own values are as good as any others as long as they stay in the round; what
// rounds leave behind is judged by how it is put together. A sum of integers
// is the same in every order, a slice is not, until it is sorted.
//
// The checks mapiter, goroutine and partialsort share one run over a package,
// so that each finding is of one of them.
//
// It promises that a finding names one origin, one sink, and the first sort on
// the way that leaves ties.
package order
