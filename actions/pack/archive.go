package pack

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"time"

	"github.com/tallystick/tallystick/internal/wholefile"
)

// contents is what a package says.
type contents struct {
	Label      string
	Connection connection
	Metadata   []file // sorted by name
}

// metadata is metadata.json (ChaincodePackageMetadata of
// core/chaincode/persistence/chaincode_package.go).
type metadata struct {
	Type  string `json:"type"`
	Label string `json:"label"`
}

// The names of a package. Fabric reads each of the two outer ones in two ways,
// one of which takes the first entry of a name and one the last, so there is
// never a second.
const (
	metadataName   = "metadata.json"
	codeName       = "code.tar.gz"
	connectionName = "connection.json"
)

// write makes the package: a gzipped tar with another one in it.
func write(p contents) ([]byte, error) {
	about, err := encode(metadata{"ccaas", p.Label})
	if err != nil {
		return nil, err
	}
	where, err := encode(p.Connection)
	if err != nil {
		return nil, err
	}
	code, err := archive(append(append([]file(nil), p.Metadata...), file{connectionName, where}))
	if err != nil {
		return nil, err
	}
	return archive([]file{{metadataName, about}, {codeName, code}})
}

func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return out.Bytes(), err
}

// archive makes a gzipped tar of regular files: USTAR where the names allow,
// owner 0, time 0, and stored without compression, so that the bytes depend
// on the files alone.
func archive(files []file) ([]byte, error) {
	var out bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&out, gzip.NoCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(zipped)
	for _, f := range files {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: f.Name, Size: int64(len(f.Data)), Mode: 0o644, ModTime: time.Unix(0, 0),
		}
		if err := w.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("packing %s: %w", f.Name, err)
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, fmt.Errorf("packing %s: %w", f.Name, err)
		}
	}
	if err := errors.Join(w.Close(), zipped.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// packageID is Fabric's (PackageID of core/chaincode/persistence/persistence.go).
func packageID(label string, data []byte) string {
	sum := sha256.Sum256(data)
	return label + ":" + hex.EncodeToString(sum[:])
}

// save writes the package beside its place, reads it again, and puts it into
// its place only when it says what it should. It gives the package ID of what
// lies on the disk.
func save(path string, p contents) (id string, err error) {
	data, err := write(p)
	if err != nil {
		return "", err
	}
	err = wholefile.Make(path, 0o644, func(f *os.File) error {
		if _, err := f.Write(data); err != nil {
			return err
		}
		written, err := os.ReadFile(f.Name())
		if err != nil {
			return err
		}
		got, err := read(written)
		if err != nil {
			return fmt.Errorf("reading it again: %w", err)
		}
		if !reflect.DeepEqual(got, p) {
			return errors.New("reading it again: got other contents than were written")
		}
		id = packageID(p.Label, written)
		return nil
	})
	return id, err
}
