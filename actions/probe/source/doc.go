// Package source finds the line of a chaincode that made a difference: in its
// source, by what the checks say of the code that the function comes to, or
// without source by the line table that every Go binary carries.
//
//	what a check says of code that the function comes to, whose rule fits
//	what tells from run to run there, where no check names a line
//	where the function begins
//
// The call graph is that of names: whatever a function mentions, it may call,
// and a method of an interface may be any implementation in the module. What
// only reflection knows, such as a MarshalJSON behind json.Marshal, is not in
// it.
//
// It promises that a place with a rule is a diagnostic of that check, in code
// that the function can come to.
package source
