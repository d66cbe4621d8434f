package pack

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

func sample() contents {
	return contents{
		Label:      "assets_1.0",
		Connection: connection{Address: "assets:9999", DialTimeout: "10s", TLSRequired: true, RootCert: "<pem>"},
		Metadata: []file{
			{"META-INF/statedb/couchdb/collections/c-1/indexes/a.json", []byte(`{}`)},
			{"META-INF/statedb/couchdb/indexes/owner.json", []byte(`{"index":{"fields":["owner"]}}`)},
		},
	}
}

// TestStable holds the bytes: who installed this package with one release of
// ours finds the same package ID with the next.
func TestStable(t *testing.T) {
	data, err := write(sample())
	if err != nil {
		t.Fatal(err)
	}
	const want = "assets_1.0:b89e98d4b3727ef9b759dbf7999ee61dd04235c8b84a6c033dbdb5537cf1d879"
	if got := packageID("assets_1.0", data); got != want {
		t.Errorf("got package ID %s, want %s", got, want)
	}
}

// TestFabricReads reads a package in the two ways of Fabric's own code:
// ParseChaincodePackage takes the last entry of a name, at installation;
// ChaincodePackageStreamer the first, for the builder.
func TestFabricReads(t *testing.T) {
	data, err := write(sample())
	if err != nil {
		t.Fatal(err)
	}
	first, last := map[string]string{}, map[string]string{}
	each(t, data, func(h *tar.Header, text string) {
		if h.Typeflag != tar.TypeReg {
			t.Errorf("tar entry %s is not a regular file", h.Name)
		}
		if _, again := first[h.Name]; !again {
			first[h.Name] = text
		}
		last[h.Name] = text
	})
	if !reflect.DeepEqual(first, last) || len(first) != 2 {
		t.Fatalf("got first %v, last %v, want the same two entries", first, last)
	}
	if got, want := first[metadataName], `{"type":"ccaas","label":"assets_1.0"}`+"\n"; got != want {
		t.Errorf("%s: got %s, want %s", metadataName, got, want)
	}
	var names []string
	each(t, []byte(first[codeName]), func(h *tar.Header, text string) {
		names = append(names, h.Name)
		if h.Uid != 0 || h.Gid != 0 || h.Mode != 0o644 || h.ModTime.Unix() != 0 {
			t.Errorf("%s: got %+v, want owner 0, mode 0644, time 0", h.Name, h)
		}
		if want := `{"address":"assets:9999","dial_timeout":"10s","tls_required":true,"root_cert":"<pem>"}` + "\n"; h.Name == connectionName && text != want {
			t.Errorf("%s: got %s, want %s", connectionName, text, want)
		}
	})
	if got, want := strings.Join(names, " "), "META-INF/statedb/couchdb/collections/c-1/indexes/a.json META-INF/statedb/couchdb/indexes/owner.json connection.json"; got != want {
		t.Errorf("got entries %s, want %s", got, want)
	}
}

func each(t *testing.T, data []byte, f func(*tar.Header, string)) {
	t.Helper()
	zipped, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(zipped); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		f(h, string(text))
	}
}

// hostile are packages that the reader refuses, by a part of what it says.
func hostile(t testing.TB) map[string][]byte {
	pack := func(files ...file) []byte {
		data, err := archive(files)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	about := file{metadataName, []byte(`{"type":"ccaas","label":"a"}`)}
	where := file{connectionName, []byte(`{"address":"a:1"}`)}
	code := file{codeName, pack(where)}
	var zeros bytes.Buffer
	zipped := gzip.NewWriter(&zeros)
	zipped.Write(make([]byte, maxArchive+1))
	zipped.Close()
	good := pack(about, code)
	return map[string][]byte{
		"reading gzip":                  []byte("no gzip"),
		"metadata.json\" twice":         pack(about, code, about),
		"code.tar.gz\" twice":           pack(code, about, code),
		"connection.json\" twice":       pack(about, file{codeName, pack(where, where)}),
		"got 1 entries":                 pack(about),
		"got entry \"./metadata.json\"": pack(file{"./metadata.json", about.Data}, code),
		"got entry \"../evil\"":         pack(about, file{codeName, pack(where, file{"../evil", nil})}),
		"indexes/../x.json\"":           pack(about, file{codeName, pack(where, file{"META-INF/statedb/couchdb/indexes/../x.json", nil})}),
		"got no connection.json":        pack(about, file{codeName, pack()}),
		"type \"golang\"":               pack(file{metadataName, []byte(`{"type":"golang","label":"a"}`)}, code),
		"label: got \"../a\"":           pack(file{metadataName, []byte(`{"type":"ccaas","label":"../a"}`)}, code),
		"unknown field":                 pack(file{metadataName, []byte(`{"type":"ccaas","label":"a","path":"x"}`)}, code),
		"more than one value":           pack(file{metadataName, append(about.Data, about.Data...)}, code),
		"4 bytes after the end":         append(bytes.Clone(good), "more"...),
		"bytes after the end":           append(bytes.Clone(good), good...),
		"archive of more than":          zeros.Bytes(),
		"unexpected EOF":                good[:len(good)-9],
	}
}

func TestReadRefuses(t *testing.T) {
	for want, data := range hostile(t) {
		if p, err := read(data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %+v, %v, want an error with %s", p, err, want)
		}
	}
}

// FuzzRead: what is read can be written, and reads as the same again.
func FuzzRead(f *testing.F) {
	for _, data := range hostile(f) {
		f.Add(data)
	}
	good, err := write(sample())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := read(data)
		if err != nil {
			return
		}
		again, err := write(p)
		if err != nil {
			t.Fatalf("writing what was read: %v", err)
		}
		got, err := read(again)
		if err != nil || !reflect.DeepEqual(got, p) {
			t.Errorf("got %+v, %v, want %+v", got, err, p)
		}
	})
}
