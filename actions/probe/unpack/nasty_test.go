package unpack

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	ggcr "github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/tallystick/tallystick/internal/action"
)

func compressed(t *testing.T, how string, data []byte) []byte {
	t.Helper()
	if how == "zstd" {
		// A frame of one raw block: magic, one segment with its size in
		// eight bytes, and the last block's size in 21 bits (RFC 8878, 3.1.1).
		if len(data) > 128<<10 {
			t.Fatalf("got %d bytes, want at most one block", len(data))
		}
		frame := binary.LittleEndian.AppendUint64([]byte{0x28, 0xb5, 0x2f, 0xfd, 0xe0}, uint64(len(data)))
		block := uint32(len(data))<<3 | 1
		return append(append(frame, byte(block), byte(block>>8), byte(block>>16)), data...)
	}
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestHostileLayer: whatever a layer names, nothing is written outside of the
// root, and what cannot be meant is refused.
func TestHostileLayer(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := func(name, to string) entry { return entry{name: name, kind: tar.TypeSymlink, link: to} }
	for name, test := range map[string]struct {
		entries []entry
		fails   string // or it is unpacked
	}{
		"parent":                {[]entry{{name: "../evil"}}, "leaves the image"},
		"parent within":         {[]entry{{name: "a/../../evil"}}, "leaves the image"},
		"parent itself":         {[]entry{{name: "..", kind: tar.TypeDir}}, "leaves the image"},
		"absolute":              {[]entry{{name: outside, content: "evil"}}, ""},
		"absolute parent":       {[]entry{{name: "/../../../.." + outside, content: "evil"}}, ""},
		"link then file":        {[]entry{link("a", outside), {name: "a", content: "evil"}}, ""},
		"link to folder":        {[]entry{link("a", filepath.Dir(outside)), {name: "a/outside", content: "evil"}}, ""},
		"link up":               {[]entry{link("a", "../../../../../../.."), {name: "a" + outside, content: "evil"}}, ""},
		"links in a row":        {[]entry{link("a", "b/c"), link("b", "/"), {name: "a/outside", content: "evil"}}, ""},
		"link in a circle":      {[]entry{link("a", "b"), link("b", "a"), {name: "a/x"}}, "goes through more than 40 links"},
		"hard link":             {[]entry{{name: "a", kind: tar.TypeLink, link: outside}}, "which is missing"},
		"hard link up":          {[]entry{{name: "a", kind: tar.TypeLink, link: "../../../../../.." + outside}}, "which is missing"},
		"hard link by link":     {[]entry{link("d", filepath.Dir(outside)), {name: "a", kind: tar.TypeLink, link: "d/outside"}}, "which is missing"},
		"hard link to link":     {[]entry{link("d", outside), {name: "a", kind: tar.TypeLink, link: "d"}, {name: "a", content: "evil"}}, ""},
		"hard link to folder":   {[]entry{{name: "d", kind: tar.TypeDir}, {name: "a", kind: tar.TypeLink, link: "d"}}, "links to the folder"},
		"hard link to itself":   {[]entry{{name: "a"}, {name: "a", kind: tar.TypeLink, link: "./a"}}, ""},
		"whiteout of parent":    {[]entry{{name: "a/.wh..."}}, "removes what is no file"},
		"whiteout of itself":    {[]entry{{name: "a/.wh.."}}, "removes what is no file"},
		"whiteout of nothing":   {[]entry{{name: "a/.wh."}}, "removes what is no file"},
		"whiteout by link":      {[]entry{link("d", filepath.Dir(outside)), {name: "d/.wh.outside"}}, ""},
		"opaque by link":        {[]entry{link("d", filepath.Dir(outside)), {name: "d/.wh..wh..opq"}}, ""},
		"a file as a folder":    {[]entry{{name: "a"}, {name: "a/b"}}, "unpacking the image"},
		"the root as a file":    {[]entry{{name: ".", content: "evil"}}, ""},
		"long name":             {[]entry{{name: strings.Repeat("a/", 3000) + "b"}}, "leaves the image"},
		"long element":          {[]entry{{name: strings.Repeat("a", 3000)}}, "unpacking the image"},
		"folder without rights": {[]entry{{name: "a", kind: tar.TypeDir, mode: 0o1}, {name: "a/b"}}, ""},
		"devices":               {[]entry{{name: "a", kind: tar.TypeBlock}, {name: "b", kind: tar.TypeChar}, {name: "c", kind: tar.TypeFifo}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := append(test.entries, entry{name: "cc", content: amd64})
			_, err := open(t, put(t, image(t, platform, entrypoint("/cc"), archive(t, files...))), Limits{})
			switch {
			case test.fails != "":
				refuses(t, err, action.ExitNotAnalysed, test.fails)
			case err != nil:
				t.Error(err)
			}
			if data, err := os.ReadFile(outside); err != nil || string(data) != "mine" {
				t.Errorf("the file outside: %q, %v", data, err)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	zeros := strings.Repeat("\x00", 1<<20)
	bomb := compressed(t, "gzip", archive(t, entry{name: "a", content: zeros}, entry{name: "b", content: zeros}))
	base, err := mutate.AppendLayers(image(t, platform, entrypoint("/cc")), static.NewLayer(bomb, types.OCILayer))
	if err != nil {
		t.Fatal(err)
	}
	_, err = open(t, put(t, base), Limits{Bytes: 1 << 20})
	refuses(t, err, action.ExitNotAnalysed, "the image has more than 1048576 bytes")
	var many []entry
	for range 20 {
		many = append(many, entry{name: "same"})
	}
	_, err = open(t, put(t, image(t, platform, entrypoint("/cc"), archive(t, many[:10]...), archive(t, many[10:]...))), Limits{Entries: 15})
	refuses(t, err, action.ExitNotAnalysed, "the image has more than 15 entries")
	whole := archive(t, entry{name: "cc", content: amd64}, entry{name: "x", content: zeros})
	_, err = open(t, put(t, image(t, platform, entrypoint("/cc"), whole[:len(whole)/2])), Limits{})
	refuses(t, err, action.ExitNotAnalysed, "unexpected EOF")
	_, err = open(t, put(t, image(t, platform, entrypoint("/cc"), []byte("no archive"))), Limits{})
	refuses(t, err, action.ExitNotAnalysed, "reading the layer sha256:")
}

// TestAltered: each file of a layout, changed or missing, is found out.
func TestAltered(t *testing.T) {
	plain := image(t, platform, entrypoint("/cc"))
	// What stands behind the archive's end belongs to the digest too.
	data := append(compressed(t, "gzip", archive(t, entry{name: "cc", content: amd64})), make([]byte, 1<<16)...)
	whole, err := mutate.AppendLayers(plain, static.NewLayer(data, types.OCILayer))
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := filepath.Glob(filepath.Join(put(t, whole), "blobs", "sha256", "*"))
	if err != nil || len(blobs) != 3 {
		t.Fatalf("got %q, %v", blobs, err)
	}
	for _, blob := range blobs {
		for name, change := range map[string]func(path string, data []byte) error{
			"the layout was altered": func(path string, data []byte) error {
				data[len(data)-1] ^= 1
				return os.WriteFile(path, data, 0o600)
			},
			"the layout was altered:": func(path string, data []byte) error { return os.WriteFile(path, append(data, 0), 0o600) },
			"other content":           func(path string, data []byte) error { return os.WriteFile(path, data[:len(data)-1], 0o600) },
			"the layout is not whole": func(path string, _ []byte) error { return os.Remove(path) },
		} {
			dir := put(t, whole)
			path := filepath.Join(dir, "blobs", "sha256", filepath.Base(blob))
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := change(path, data); err != nil {
				t.Fatal(err)
			}
			_, err = open(t, dir, Limits{})
			refuses(t, err, action.ExitNotAnalysed, name)
		}
	}
}

// TestHostileIndex: what index.json says is not trusted either.
func TestHostileIndex(t *testing.T) {
	whole := image(t, platform, entrypoint("/cc"), archive(t, entry{name: "cc", content: amd64}))
	for name, change := range map[string]func(*v1.IndexManifest){
		"want sha256": func(i *v1.IndexManifest) {
			i.Manifests[0].Digest = v1.Hash{Algorithm: "sha512", Hex: strings.Repeat("0", 128)}
		},
		"the layout was altered": func(i *v1.IndexManifest) { i.Manifests[0].Size = 3 },
		"has more than 4194304":  func(i *v1.IndexManifest) { i.Manifests[0].Size = 1 << 40 },
		"too many entries": func(i *v1.IndexManifest) {
			for range 2000 {
				i.Manifests = append(i.Manifests, i.Manifests[0])
			}
		},
		"holds no image": func(i *v1.IndexManifest) { i.Manifests[0].MediaType = "application/json" },
	} {
		dir := put(t, whole)
		path := filepath.Join(dir, "index.json")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var index v1.IndexManifest
		if err := json.Unmarshal(data, &index); err != nil {
			t.Fatal(err)
		}
		change(&index)
		if data, err = json.Marshal(index); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = open(t, dir, Limits{})
		refuses(t, err, action.ExitNotAnalysed, name)
	}
	deep := v1.ImageIndex(mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: whole}))
	for range 6 {
		deep = mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: deep})
	}
	dir := filepath.Join(t.TempDir(), "deep")
	p, err := ggcr.Write(dir, empty.Index)
	if err == nil {
		err = p.AppendIndex(deep)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, err = open(t, dir, Limits{})
	refuses(t, err, action.ExitNotAnalysed, "nested too deeply")
	sealed, err := mutate.AppendLayers(whole, static.NewLayer([]byte("x"), "application/vnd.oci.image.layer.v1.tar+encrypted"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = open(t, put(t, sealed), Limits{})
	refuses(t, err, action.ExitNotAnalysed, "want a tar archive")
}

// FuzzLayer: no archive writes beside the root.
func FuzzLayer(f *testing.F) {
	f.Add(archive(f, entry{name: "cc", content: amd64}))
	f.Add(archive(f, entry{name: "a", kind: tar.TypeSymlink, link: "../.."}, entry{name: "a/b"}, entry{name: "a/.wh.b"}))
	f.Add(archive(f, entry{name: "a/b", kind: tar.TypeLink, link: "../cc"}, entry{name: "a/.wh..wh..opq"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		around := t.TempDir()
		root, err := emptied(filepath.Join(around, "root"))
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		_ = newTree(t.Context(), root, Limits{Bytes: 1 << 20, Entries: 1000}).archive(bytes.NewReader(data))
		if entries, err := os.ReadDir(around); err != nil || len(entries) != 1 {
			t.Errorf("there is something beside the root: %v, %v", entries, err)
		}
	})
}
