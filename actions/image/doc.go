// Package image makes a static, reproducible, multi-platform container image
// of the chaincode, without a daemon and without a base image.
//
// The main package is compiled with the Go command that is on PATH, without
// cgo, without paths and without a stamp of the version control, for each of
// --platforms. Every binary is then read back: one that names a program
// interpreter or a shared library would not start in an image that holds
// nothing else, so it is a finding (image/dynamic) and there is no image. A
// binary that cannot serve is one too (image/noserver).
//
// The image holds the binary as /chaincode, the certificates of the well-known
// authorities (Mozilla's list), a user, and an empty /tmp. It runs as user
// 65532:65532, needs no capability and no writable file, and listens on port
// 9999 (CHAINCODE_SERVER_ADDRESS). Who runs it sets the package ID that the
// peer calculated, under both names that chaincode reads: CHAINCODE_ID and
// CORE_CHAINCODE_ID_NAME. There is no shell, no libc and no time zone data:
// a chaincode that loads time zones imports time/tzdata. The symbol table
// stays in the binary, because govulncheck needs it to tell code that is
// called from code that is merely there.
//
// The image goes to an OCI layout, the folder image in the folder of --out;
// with --tar also to a file for docker load, which takes one platform: that of
// this machine where it is among --platforms, else the first; with --push also
// to a registry, with the credentials of docker login.
//
// The same sources give the same digest on every machine, in every folder and
// for every user. It depends on: the sources and go.sum; the Go version, to the
// patch (it is an output and a label); the version of Tallystick, which brings
// the certificates; --platforms; the source revision; and SOURCE_DATE_EPOCH,
// the time of every file, which is the beginning of 1970 unless it is set.
//
// The source revision is the commit that is checked out. It is named only when
// that commit holds all that is compiled in: with a changed or untracked file
// in the module's folder, or without git, the image names none (image/revision
// says why). Files that git ignores are not looked at. --revision names one by
// hand.
//
// The labels are org.opencontainers.image.title and .revision, and
// dev.tallystick.go.version, .go.module, .go.package and .go.sum, the digest
// of go.sum.
//
// Nothing is written in place: an image that is announced is whole.
package image
