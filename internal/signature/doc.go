// Package signature makes and checks cosign signatures by key: of images in a
// registry or in an OCI layout on disk, and of files.
//
// The formats are those of cosign 2: for an image the "simple signing" payload
// (github.com/sigstore/cosign/blob/v2.6.5/specs/SIGNATURE_SPEC.md) in the tag
// sha256-<digest>.sig beside it, or in a layout the entries that "cosign save"
// writes and "cosign verify --local-image" reads; for a file the base64 text
// that "cosign sign-blob --output-signature" writes.
//
// It uses none of cosign's packages: what signing and verifying by key need of
// them is in entries.go and public.go, over go-containerregistry and the
// standard library. Those below pkg/oci link Rekor, gRPC and go-openapi, and
// sigstore/pkg/signature links protobuf: together 14 MB of a binary of 47, and
// 5 of 15 ms in which it starts, whatever it then does. Tests compare what is
// written with what cosign's own code writes, and each verifies what the other
// has signed.
//
// It connects to the registry of the image and to nothing else, asks for no
// password, writes no private key, and calls nothing signed that it has not
// read back and verified.
package signature
