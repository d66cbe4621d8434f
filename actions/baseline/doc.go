// Package baseline holds a module's Go to a policy and to a Fabric release.
//
// It compares what the module declares (the go and toolchain lines of go.mod,
// and those of the go.work that governs it) and what it is built with (the
// installed Go and GOTOOLCHAIN) with what the team agreed on, and says whether
// the chaincode build image of a Fabric release can build the module at all.
// It reads two files, asks the go command three questions and downloads
// nothing.
//
// # The policy
//
// --go takes one of:
//
//	1.25            this release or newer, the same as ">=1.25"
//	=1.25.3         this release exactly
//	=1.25           any release of this line: 1.25.0, 1.25.3
//	>=1.24 <1.27    a range
//
// Versions are ordered as the go command orders them (go.dev/doc/toolchain):
// 1.25 < 1.25rc1 < 1.25.0 < 1.25.1. The policy holds for the go line, the
// toolchain line and the installed Go alike. Without --go there is no policy,
// and only what goes wrong for everybody is reported.
//
// # The Fabric release
//
// --fabric takes a release such as v2.5.12. A peer that builds Go chaincode
// itself does so in the image fabric-ccenv, whose Go was fixed when that
// release was made (hyperledger/fabric: Makefile, GO_VER, and
// images/ccenv/Dockerfile; ccenv.csv beside this page lists every release from
// v2.2.0 to v3.1.5). What that Go makes of go.mod, tried with Go 1.19.8 and
// 1.21.3 to 1.26.4:
//
//   - Go 1.21 and newer refuses a go line newer than itself ("go.mod requires
//     go >= 1.25.0"), also with a vendor folder, when GOTOOLCHAIN is local or
//     when it cannot download. With GOTOOLCHAIN=auto, which is what the Ubuntu
//     images of v2.5 and v3 have, it downloads another Go where the build
//     container reaches a module proxy, and fails where it does not.
//   - Go 1.20 and older refuses a go line with a patch level ("invalid go
//     version '1.21.0': must match format 1.23") and every toolchain line
//     ("unknown directive"). A go line "1.21" it accepts, and builds what uses
//     nothing newer than itself.
//
// The table says what a release shipped with, not what a network runs. The
// image's tag has two numbers (fabric-ccenv:2.5), so a peer v2.5.4 builds with
// whichever 2.5 image was pulled; and chaincode as a service is not built by
// the peer at all. What the module's dependencies need is not looked at: since
// Go 1.21 the go line may not be older than theirs.
//
// # Rules
//
// go: the go line is outside the policy, or there is none, which means go 1.16
// (go.dev/ref/mod#go-mod-file-go). Cure: go mod edit -go=VERSION, then
// go mod tidy.
//
// toolchain: the toolchain line is outside the policy. Cure:
// go mod edit -toolchain=goVERSION, or -toolchain=none.
//
// work: the go or toolchain line of the go.work above is outside the policy, or
// its go line is older than the module's, which the go command refuses. Only a
// go.work that uses the module counts; it is looked for as the go command does
// (GOWORK, then every parent folder). Cure: go work edit -go=VERSION.
//
// running: the installed Go is outside the policy. Cure: install another.
//
// switch: GOTOOLCHAIN makes the go command run another Go than the installed
// one, from the PATH or by a silent download, so that a desk and Tallystick,
// which builds with the installed Go (GOTOOLCHAIN=local), make different
// binaries. Cure: install the Go that go.mod names, or GOTOOLCHAIN=local.
//
// fabric: the Go of the release's ccenv is older than the go or toolchain line.
// An error where that Go refuses the file, a warning where it may build.
// Cure: an older line, or a newer release; the hint names both.
//
// patch: the go line has a patch level, and the release's ccenv has Go 1.20 or
// older. Cure: go mod edit -go=1.20.
//
// directive: go.mod has a toolchain line, and the release's ccenv has Go 1.20
// or older. Cure: go mod edit -toolchain=none.
//
// # What cannot be analysed
//
// Exit code 3, and never a pass: a go.mod or go.work that does not parse; a
// go.mod that needs a newer Go than the installed one, which cannot build it;
// a go.mod that needs a newer Go than the one that Tallystick was built with,
// which cannot type-check it.
//
// It changes no file and downloads no toolchain.
package baseline
