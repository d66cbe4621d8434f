// Package gosum proves that what a module is built from is what its go.sum
// names: every line against the module cache, every file of vendor/ against a
// copy that a line proves.
//
// The go command checks less than is commonly believed (cmd/go of Go 1.26:
// modfetch/fetch.go, modcmd/verify.go, modload/vendor.go). "go build" compares
// go.sum with a one-line file beside the cached zip and looks neither into the
// zip nor into the extracted folder, which is what it compiles. "go mod
// verify" compares those two with the same one-line file, not with go.sum.
// "go build -mod=vendor", which a Fabric peer uses when there is a vendor
// folder, reads no go.sum at all. See golang/go#36130 and #47752.
//
// # What is checked
//
// The lines of go.sum: each must be a module, a version and an h1 hash, and
// stand there once.
//
// The module cache: for each line the cached go.mod, or the zip, the extracted
// folder and the recorded hash (.ziphash), are hashed anew
// (golang.org/x/mod/sumdb/dirhash) and compared with the line. The lines of a
// go.work.sum above the module are compared in the same way.
//
// Completeness: each go.mod that the module graph is made of, and the code of each module
// that go.mod requires, must have its line; and no line may be for a version
// that is not in the graph, or for the code of a version that is not selected.
// The graph comes from "go mod graph" over a scratch copy of go.mod.
//
// The vendor folder: each module of vendor/modules.txt must be the one that
// go.mod selects, and each file under vendor/ must be that of a zip or folder
// whose hash is the one in go.sum (or of the folder of a local replace). What
// "go mod vendor" leaves out is not missed: tests, files that are built only
// with the tag "ignore", and the go.mod and go.sum of modules.
//
// # What is not checked
//
// Whether go.sum itself is true. A line, the cache and the module proxy can be
// altered alike, and a line that is present is trusted for ever by the go
// command too. Only the checksum database (GOSUMDB) can tell, and this
// step does not ask it.
//
// Lines for what is not in the module cache and what go.mod does not require,
// such as the tests of dependencies: nothing can be built from them as it is,
// and the go command compares them when it downloads them.
//
// Whether the code is good: a hash says that it is the same code.
//
// Modules replaced by local folders have no line; gosum/local names them. What
// a build flag brings in (-overlay, -toolexec, -modfile in GOFLAGS) is refused
// before anything is looked at, with exit code 2.
//
// Lines that only "go mod tidy" with the network can judge: the code of a
// selected version that no package comes from, and modules for the tests of
// dependencies. "go mod tidy -diff" tells those. For go 1.16 and older, the
// modules of the packages are found with "go list" for this platform.
//
// A vendor folder made by "go work vendor", and whether a go.work.sum is
// complete.
//
// # Rules
//
// malformed: the line is no module, version and hash; the go command stops at
// it or ignores it. Cure: remove the line, then go mod tidy.
//
// duplicate: a second line for the same thing. With the same hash it is a
// warning; with another an error, because the go command takes the first that
// fits. Cure: keep the one that the module cache confirms.
//
// mismatch: a cached copy does not have the hash of the line, or is no module
// zip at all. Either the line was altered or the cache was. Cure:
// go clean -modcache && go mod download, which downloads again and compares:
// if that fails, the line is the wrong one.
//
// missing: go.sum has no line for something that go.mod needs. Note that
// "go mod download" would fill it in silently with whatever it gets. Cure:
// go mod tidy, and read what it adds before you commit it.
//
// superfluous: nothing asks for that version. Cure: go mod tidy.
//
// vendor: a file under vendor/ is altered, added or gone, or modules.txt names
// another version. A file that cannot be compiled and is gone is a notice.
// Cure: go mod vendor, and read the diff before you commit it.
//
// local: a notice that a folder replaces a module.
//
// unchecked: a notice that vendored modules have no proved copy to be compared
// with.
//
// # What cannot be analysed
//
// Exit code 3, and never a pass: needed modules that are not in the module
// cache and could not be downloaded into it, a go.mod that does not parse, a module graph that does not load. A cached file that cannot be read
// is exit code 4.
//
// It changes no file of the module. What go.mod requires and the module cache
// has not is downloaded from GOPROXY, as a build would; else nothing is written
// to the cache, which may be read-only, and the network is not used.
package gosum
