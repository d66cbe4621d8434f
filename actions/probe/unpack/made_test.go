package unpack

import (
	"archive/tar"
	"bytes"
	"debug/elf"
	"encoding/binary"
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
)

const platform = "linux/amd64"

// program is the smallest file that counts as a binary of a machine; with a
// loader where one is named.
func program(machine elf.Machine, loader string) string {
	head := elf.Header64{
		Type: uint16(elf.ET_EXEC), Machine: uint16(machine), Version: 1, Ehsize: 64, Phoff: 64, Phentsize: 56, Shentsize: 64,
	}
	copy(head.Ident[:], elf.ELFMAG)
	head.Ident[elf.EI_CLASS], head.Ident[elf.EI_DATA], head.Ident[elf.EI_VERSION] = byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), 1
	var buf bytes.Buffer
	if loader != "" {
		head.Phnum = 1
	}
	_ = binary.Write(&buf, binary.LittleEndian, head)
	if loader != "" {
		_ = binary.Write(&buf, binary.LittleEndian, elf.Prog64{Type: uint32(elf.PT_INTERP), Off: 64 + 56, Filesz: uint64(len(loader)) + 1})
		buf.WriteString(loader + "\x00")
	}
	return buf.String()
}

var amd64 = program(elf.EM_X86_64, "")

// entry is an entry of a layer. Without more it is a file.
type entry struct {
	name, content string
	mode          int64
	kind          byte
	link          string
}

func archive(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: e.mode, Typeflag: e.kind, Linkname: e.link, Size: int64(len(e.content)), Format: tar.FormatPAX}
		if e.kind == 0 {
			h.Typeflag = tar.TypeReg
		}
		if e.mode == 0 {
			h.Mode = 0o755
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// image is an image for a platform, of uncompressed layers.
func image(t testing.TB, at string, config v1.Config, layers ...[]byte) v1.Image {
	t.Helper()
	base, err := mutate.ConfigFile(empty.Image, &v1.ConfigFile{OS: "linux", Architecture: strings.TrimPrefix(at, "linux/"), Config: config})
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range layers {
		if base, err = mutate.AppendLayers(base, static.NewLayer(data, types.OCIUncompressedLayer)); err != nil {
			t.Fatal(err)
		}
	}
	return base
}

// put writes a layout with the images, each under the platform of its
// configuration.
func put(t testing.TB, images ...v1.Image) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "image")
	p, err := ggcr.Write(dir, empty.Index)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range images {
		if err := p.AppendImage(i); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// open unpacks into a folder whose surroundings must stay as they are.
func open(t testing.TB, dir string, limits Limits) (*Image, error) {
	t.Helper()
	around := t.TempDir()
	i, err := Open(t.Context(), Request{Ref: Prefix + dir, Platform: platform, Into: filepath.Join(around, "root"), Limits: limits})
	entries, readErr := os.ReadDir(around)
	if readErr != nil {
		t.Fatal(readErr)
	}
	if len(entries) > 1 {
		t.Errorf("there is something beside the root: %v", entries)
	}
	return i, err
}

func entrypoint(args ...string) v1.Config { return v1.Config{Entrypoint: args} }

func digest(t *testing.T, i v1.Image) string {
	t.Helper()
	d, err := i.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}
