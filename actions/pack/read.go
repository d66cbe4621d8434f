package pack

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
)

// maxArchive bounds, in bytes, what an archive of a package unpacks to.
const maxArchive = 16 << 20

// read is the other direction of write, for bytes that may be a stranger's. It
// refuses what two readers could see differently: a name twice, names and
// entries that are not of such a package, and bytes after the end.
func read(data []byte) (contents, error) {
	var p contents
	outer, err := unpack(data)
	if err != nil {
		return p, err
	}
	var about metadata
	var code []byte
	for _, f := range outer {
		switch f.Name {
		case metadataName:
			err = decode(f, &about)
		case codeName:
			code = f.Data
		default:
			err = fmt.Errorf("got entry %q, want %s and %s", f.Name, metadataName, codeName)
		}
		if err != nil {
			return p, err
		}
	}
	if len(outer) != 2 {
		return p, fmt.Errorf("got %d entries, want %s and %s", len(outer), metadataName, codeName)
	}
	if about.Type != "ccaas" {
		return p, fmt.Errorf("got a package of type %q, want ccaas", about.Type)
	}
	if err := checkLabel(about.Label); err != nil {
		return p, err
	}
	p.Label = about.Label
	return p, readCode(code, &p)
}

func readCode(code []byte, p *contents) error {
	inner, err := unpack(code)
	if err != nil {
		return fmt.Errorf("reading %s: %w", codeName, err)
	}
	connected := false
	for _, f := range inner {
		switch {
		case f.Name == connectionName:
			connected = true
			if err := decode(f, &p.Connection); err != nil {
				return err
			}
		case metadataRegexp.MatchString(f.Name) && path.Clean(f.Name) == f.Name:
			p.Metadata = append(p.Metadata, f)
		default:
			return fmt.Errorf("reading %s: got entry %q, want %s and index definitions", codeName, f.Name, connectionName)
		}
	}
	if !connected {
		return fmt.Errorf("reading %s: got no %s", codeName, connectionName)
	}
	return nil
}

// unpack reads a gzipped tar of regular files, each of another name.
func unpack(data []byte) ([]file, error) {
	in := bytes.NewReader(data)
	zipped, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("reading gzip: %w", err)
	}
	zipped.Multistream(false)
	plain, err := io.ReadAll(io.LimitReader(zipped, maxArchive+1))
	if err != nil {
		return nil, fmt.Errorf("reading gzip: %w", err)
	}
	if len(plain) > maxArchive {
		return nil, fmt.Errorf("got an archive of more than %d bytes", maxArchive)
	}
	if in.Len() > 0 {
		return nil, fmt.Errorf("got %d bytes after the end of the archive", in.Len())
	}
	var files []file
	seen := map[string]bool{}
	rest := bytes.NewReader(plain)
	for r := tar.NewReader(rest); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading tar: %w", err)
		}
		if header.Typeflag != tar.TypeReg {
			return nil, fmt.Errorf("got entry %q of type %q, want a regular file", header.Name, header.Typeflag)
		}
		if seen[header.Name] {
			return nil, fmt.Errorf("got entry %q twice", header.Name)
		}
		seen[header.Name] = true
		text, err := io.ReadAll(r) // bounded by plain
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", header.Name, err)
		}
		files = append(files, file{header.Name, text})
	}
	if rest.Len() > 0 {
		return nil, fmt.Errorf("got %d bytes after the end of the archive", rest.Len())
	}
	return files, nil
}

// decode reads JSON of which every key is known, and nothing after it.
func decode(f file, v any) error {
	dec := json.NewDecoder(bytes.NewReader(f.Data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("reading %s: %w", f.Name, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading %s: got more than one value", f.Name)
	}
	return nil
}
