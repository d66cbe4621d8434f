package image

import (
	"archive/tar"
	"bytes"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// nobody is who the chaincode runs as, by number, so that Kubernetes'
// runAsNonRoot can see that it is not root.
const nobody = "65532:65532"

// entry is a file or, with a name that ends in a slash, a folder.
type entry struct {
	name string
	mode int64
	size int64
	data io.Reader
}

// basis are the entries that every image has beside its binary, in the order
// of their names. /tmp is for libraries that want a temporary file; nothing
// else can be written to by the chaincode's user.
func basis() []entry {
	file := func(name, text string) entry {
		return entry{name, 0o644, int64(len(text)), bytes.NewReader([]byte(text))}
	}
	return []entry{
		{name: "etc/", mode: 0o755},
		file("etc/group", "nonroot:x:65532:\n"),
		file("etc/passwd", "nonroot:x:65532:65532:nonroot:/:/sbin/nologin\n"),
		{name: "etc/ssl/", mode: 0o755},
		{name: "etc/ssl/certs/", mode: 0o755},
		// The first place where crypto/x509 looks on Linux (root_linux.go).
		file("etc/ssl/certs/ca-certificates.crt", string(certificates())),
		{name: "tmp/", mode: 0o1777},
	}
}

// certificates are the certificate authorities of Mozilla's list, as PEM.
// Those that are trusted only for older certificates are left out: a PEM file
// cannot say so.
func certificates() []byte {
	var out bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint == nil {
			pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}) // to memory: no error
		}
	}
	return out.Bytes()
}

// writeTar writes entries, which are to be sorted, as a USTAR file in which
// nothing depends on the machine: owner 0, and one time for all.
func writeTar(path string, epoch int64, entries []entry) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	w := tar.NewWriter(f)
	for _, e := range entries {
		header := &tar.Header{
			Format: tar.FormatUSTAR, Typeflag: tar.TypeReg, Name: e.name, Mode: e.mode, Size: e.size,
			ModTime: time.Unix(epoch, 0),
		}
		if e.data == nil {
			header.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(header); err != nil {
			return fmt.Errorf("writing the header of %s: %w", e.name, err)
		}
		if e.data != nil {
			if _, err := io.Copy(w, e.data); err != nil {
				return fmt.Errorf("writing %s: %w", e.name, err)
			}
		}
	}
	return w.Close()
}

// writeBinaryTar is the tar of the layer that holds the chaincode alone.
func writeBinaryTar(path string, epoch int64, binary string) error {
	f, err := os.Open(binary)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return writeTar(path, epoch, []entry{{"chaincode", 0o755, info.Size(), f}})
}
