// Package origin knows the functions and variables that answer differently on
// each machine or at each moment: clocks, random numbers, what the host says.
// They are where disagreement between endorsers begins.
//
// A row is a fact of the package that it names: its documentation says that
// the answer is fresh, random, or taken from the machine. Functions that compute
// from their arguments alone (uuid.NewSHA1, rand.New, big.NewInt) are not here:
// what they return is as good as what they are given, and the flow engine
// follows that by itself.
//
// It promises to look at names and constant arguments only.
package origin
