package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func packed(t *testing.T, records map[Key][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WritePack(&b, records); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// open opens a pack that is in the memory.
func open(b []byte) (*Pack, error) {
	index, err := readIndex(bytes.NewReader(b), int64(len(b)))
	return &Pack{memory{bytes.NewReader(b)}, index}, err
}

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

func many(n int) map[Key][]byte {
	records := map[Key][]byte{}
	for i := range n {
		records[KeyOf(fmt.Sprint(i))] = []byte(strings.Repeat(fmt.Sprint(i), i%7))
	}
	return records
}

func TestPack(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 100} {
		records := many(n)
		b := packed(t, records)
		if !bytes.Equal(b, packed(t, records)) {
			t.Errorf("%d records make two packs", n)
		}
		path := filepath.Join(t.TempDir(), "pack")
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		p, err := OpenPack(path)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		if p.Len() != n {
			t.Errorf("got %d records, want %d", p.Len(), n)
		}
		s := Open(t.TempDir())
		s.Use(p)
		for k, want := range records {
			if got, ok := s.Get(k); !ok || !bytes.Equal(got, want) || !s.Has(k) {
				t.Errorf("got %q, %t, want %q", got, ok, want)
			}
		}
		if _, ok := s.Get(KeyOf("absent")); ok || s.Has(KeyOf("absent")) {
			t.Error("got a record that is not there")
		}
		if names := files(t, s.dir); len(names) != 0 {
			t.Errorf("reading a pack wrote %q", names)
		}
	}
}

func TestTheFolderComesBeforeThePack(t *testing.T) {
	k := KeyOf("k")
	p, err := open(packed(t, map[Key][]byte{k: []byte("packed")}))
	if err != nil {
		t.Fatal(err)
	}
	s := Open(t.TempDir())
	s.Use(p)
	s.Put(k, []byte("newer"))
	if got, _ := s.Get(k); string(got) != "newer" {
		t.Errorf("got %q, want that of the folder", got)
	}
	if err := os.Truncate(s.path(k), 3); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Get(k); string(got) != "packed" {
		t.Errorf("got %q, want that of the pack", got)
	}
	var none Store
	none.Use(p)
	if got, _ := none.Get(k); string(got) != "packed" {
		t.Errorf("without a folder: got %q, want that of the pack", got)
	}
}

// TestDamagedPack changes every byte and cuts everywhere: what can still be
// read must be right.
func TestDamagedPack(t *testing.T) {
	records := many(9)
	whole := packed(t, records)
	try := func(what string, at int, b []byte) (opened bool) {
		t.Helper()
		p, err := open(b)
		if err != nil {
			return false
		}
		missing := 0
		for k, want := range records {
			got, ok := p.Get(k)
			if !ok {
				missing++
			} else if !bytes.Equal(got, want) {
				t.Errorf("%s at %d: got %q, want %q", what, at, got, want)
			}
		}
		if missing != 1 {
			t.Errorf("%s at %d: %d records are missing, want the one that was hit", what, at, missing)
		}
		return true
	}
	data := packHeader + len(records)*packEntry
	for i := range whole {
		for bit := range 8 {
			b := bytes.Clone(whole)
			b[i] ^= 1 << bit
			if opened := try("a flipped bit", i, b); opened != (i >= data) {
				t.Errorf("a flipped bit at %d: opened %t", i, opened)
			}
		}
		if try("cut", i, whole[:i]) {
			t.Errorf("opened a pack of %d bytes that are cut at %d", len(whole), i)
		}
	}
	if try("longer", len(whole), append(bytes.Clone(whole), 0)) {
		t.Error("opened a pack with something behind it")
	}
}

// TestHostilePack has right checksums: they are no proof of anything.
func TestHostilePack(t *testing.T) {
	good := packed(t, many(3))
	for name, spoil := range map[string]func(header, index []byte){
		"more records than bytes": func(h, _ []byte) { h[8] = 200 },
		"very many records":       func(h, _ []byte) { h[11] = 0xff },
		"the same key twice":      func(_, i []byte) { copy(i[packEntry:], i[:32]) },
		"keys out of order":       func(_, i []byte) { clear(i[packEntry:][:32]) },
		"an offset in the header": func(_, i []byte) { clear(i[32:40]) },
		"an offset far outside":   func(_, i []byte) { i[39] = 0xff },
		"a length far outside":    func(_, i []byte) { i[43] = 0xff },
		"a length one too long":   func(_, i []byte) { i[2*packEntry+40]++ },
		"a length one too short":  func(_, i []byte) { i[2*packEntry+40]-- },
	} {
		b := bytes.Clone(good)
		header, index := b[:packHeader], b[packHeader:][:3*packEntry]
		spoil(header, index)
		binary.LittleEndian.PutUint32(header[12:], indexChecksum(header, index))
		if _, err := open(b); !errors.Is(err, errDamaged) {
			t.Errorf("%s: got %v, want that it is damaged", name, err)
		}
	}
}

func TestAnotherFormIsAbsent(t *testing.T) {
	k := KeyOf("k")
	b := packed(t, map[Key][]byte{k: []byte("data")})
	header, index := b[:packHeader], b[packHeader:][:packEntry]
	index[48] = 1
	binary.LittleEndian.PutUint32(header[12:], indexChecksum(header, index))
	p, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := p.Get(k); ok {
		t.Errorf("got %q of a form that we do not know", got)
	}
}

func TestNoPack(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "absent"), t.TempDir(), "pack_test.go"} {
		if _, err := OpenPack(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("got %v, want an error that names %s", err, path)
		}
	}
}

func TestACutPackIsNoSignal(t *testing.T) {
	k := KeyOf("k")
	path := filepath.Join(t.TempDir(), "pack")
	if err := os.WriteFile(path, packed(t, map[Key][]byte{k: []byte("data")}), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPack(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, packHeader+packEntry+1); err != nil {
		t.Fatal(err)
	}
	if got, ok := p.Get(k); ok {
		t.Errorf("got %q from a pack that was cut", got)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.Get(k); ok {
		t.Error("got a record from a closed pack")
	}
}

// FuzzPack opens anything, with a right checksum so as to get further.
func FuzzPack(f *testing.F) {
	var b bytes.Buffer
	if err := WritePack(&b, many(3)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(packMagic))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = bytes.Clone(b)
		if len(b) >= packHeader {
			copy(b, packMagic)
			binary.LittleEndian.PutUint64(b[16:], uint64(len(b)))
			n := min(int(binary.LittleEndian.Uint32(b[8:])), (len(b)-packHeader)/packEntry)
			binary.LittleEndian.PutUint32(b[12:], indexChecksum(b[:packHeader], b[packHeader:][:n*packEntry]))
		}
		p, err := open(b)
		if err != nil {
			return
		}
		size := 0
		for i := range p.Len() {
			data, _ := p.Get(Key(p.entry(i)))
			size += len(data)
		}
		if size > len(b) {
			t.Errorf("got %d bytes from a pack of %d", size, len(b))
		}
	})
}
