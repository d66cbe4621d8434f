// Package api writes down what a package's importers can see of it, and makes
// a *types.Package of that again.
//
// It does what the compiler's export data does (golang.org/x/tools,
// go/gcexportdata), with two differences that the engine lives by. There are
// no positions: what moves down a line is still the same API. And a package
// is written without what it imports, each name of another package standing
// for itself: so every package is read once, whole, before those that mention
// it, and nobody changes a scope that somebody else reads.
//
// What was read back is what was written, for everything that an importer can
// ask go/types about.
package api
