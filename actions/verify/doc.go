// Package verify verifies cosign signatures of the image and the chaincode
// package, by key.
//
// --key is a public key: a file in PEM format, as cosign.pub is, or
// env://VARIABLE. In a gate it is that of sign unless another is named, so that
// what was just signed is read again from the disk or the registry; who names
// the key that others will use also learns that it is the right one.
//
// An image that is not signed by the key is a finding (verify/image), and so is
// one in an OCI layout of which a file is missing or altered, even though the
// signature is right. A package without a right signature is a finding too
// (verify/package). A registry that cannot be asked is an error and never a
// pass. The signatures are those that tallystick sign makes, and cosign 2 with
// --tlog-upload=false: cosign sign --key, cosign save, and cosign sign-blob
// --key --output-signature.
//
// An image may be named by a tag, but a notice then says what it named
// (verify/tag): deploy that digest (the output verified-image), for the tag may
// have moved meanwhile.
//
// What this proves: whoever holds the private key signed this digest or these
// bytes. What it does not: when, for no transparency log is consulted; that the
// key was not stolen; that what is signed is good. No connection is made but to
// the image's registry. Certificates and sigstore bundles, which cosign 3 makes
// unless told otherwise, are not looked at.
//
// It changes nothing.
package verify
