// Package unpack takes the root file system and the configuration of one
// container image out of an OCI layout in a folder, without a daemon and
// without privileges.
//
// Formats: OCI image-spec v1.1 (image-layout.md, manifest.md, config.md,
// layer.md), and the media types of Docker. The layers are those of strangers:
// what they name stays within the folder through os.Root, links included,
// devices are not made, owners and setuid bits are dropped, and bytes and
// entries are bounded. Absolute links are left as they are: they mean the
// image's root, and whoever opens files from outside must not follow them.
//
// It promises that an image it gives was read whole with the digests that its
// manifest names, and that nothing was written outside of the folder.
package unpack
