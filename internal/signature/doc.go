// Package signature makes and checks cosign signatures by key: of images in a
// registry or in an OCI layout on disk, and of files.
//
// The formats are those of cosign 2: for an image the "simple signing" payload
// (github.com/sigstore/cosign/blob/v2.6.5/specs/SIGNATURE_SPEC.md) in the tag
// sha256-<digest>.sig beside it, or in a layout the entries that "cosign save"
// writes and "cosign verify --local-image" reads; for a file the base64 text
// that "cosign sign-blob --output-signature" writes.
//
// Of cosign's packages it uses none: what a signature by key needs of them is
// in entries.go, over go-containerregistry, and the packages below pkg/oci
// bring Rekor, gRPC and go-openapi, which took 7 ms of each start and 18 MB of
// the binary. Tests compare what is written with what cosign's own code writes,
// and verify it with that code.
//
// It connects to the registry of the image and to nothing else, asks for no
// password, writes no private key, and calls nothing signed that it has not
// read back and verified.
package signature
