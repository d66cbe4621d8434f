// Package sign signs the image and the chaincode package by key, as cosign
// does.
//
// --key is a private key that cosign generate-key-pair or cosign
// import-key-pair wrote: a file, or env://VARIABLE. Its password comes from the
// variable COSIGN_PASSWORD and is never asked for. A key without encryption is
// refused, as cosign refuses it. The public half goes to cosign.pub in the
// folder of --out, and to the output key, so that in a gate everything is
// verified right after it was signed.
//
// --throwaway signs with a key that is made in memory and forgotten; only its
// public half is written (throwaway.pub). Such a signature proves that nothing
// changed since, and nothing about who made it: it is for demonstrations and
// dry runs, and a notice says so (sign/throwaway).
//
// An image is signed by digest. A tag is resolved once, and a notice says to
// what (sign/tag). In a registry the signature goes to the tag that cosign
// reads, sha256-DIGEST.sig, signed is the index and, for engines that check the
// manifest that they run (podman, CRI-O), also the manifest of each platform:
//
//	cosign verify --key cosign.pub --insecure-ignore-tlog NAME@sha256:DIGEST
//
// In an OCI layout the signature of the index goes into the layout, in place
// and in the form of cosign save. The image's digest stays, but index.json then
// has two entries, so that other tools want the image's name (latest, if it had
// none); cosign load takes both to a registry:
//
//	cosign verify --key cosign.pub --insecure-ignore-tlog --local-image FOLDER
//	skopeo copy --all oci:FOLDER:latest docker://NAME
//	cosign load --dir FOLDER NAME
//
// For a package the signature goes to a file beside it, with .sig after its
// name; one that is there and is not right is replaced:
//
//	cosign verify-blob --key cosign.pub --signature PACKAGE.sig --insecure-ignore-tlog PACKAGE
//
// The commands name --insecure-ignore-tlog because no entry is made in a
// transparency log: a signature by key proves who holds the key, not when it
// was made. Sigstore bundles are not written: cosign 2 verifies them with a
// trusted root only, and once one is attached to an image, it does not look at
// the other signatures any more.
//
// What this key already signed is left as it is. What is signed is read back
// and verified before the step passes.
package sign
