package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"slices"
	"sort"
)

// Pack is a file of many records, made once and then only read:
//
//	header   magic (8 bytes), number of records (4), checksum of number,
//	         size and index (4), size of the file (8)
//	index    for each record, in the order of the keys: key (32), offset in
//	         the file (8), length (4), checksum (4), form (1), zeros (7)
//	records  in the order of the keys, without gaps
//
// Numbers and checksums are those of a record in a file. The only form is 0,
// bytes as they are; another one is for compressed records, should they ever
// be worth their time (zstd makes 1.1 MB of the 1.8 MB that the types of the
// standard library take, and a run would unpack them anew each time). The file
// is read where it is needed, and not mapped: one that is cut short while it
// is read then gives an error, not a signal.
type Pack struct {
	file interface {
		io.ReaderAt
		io.Closer
	}
	index []byte
}

const (
	packMagic  = "tspack1\n"
	packHeader = 24
	packEntry  = 56
	// maxPacked bounds the index: no project imports as many packages.
	maxPacked = 1 << 20
	formPlain = 0
)

// OpenPack opens a pack and checks its header and index; Get checks each
// record.
func OpenPack(path string) (*Pack, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, fmt.Errorf("opening the pack: %w", err)
	}
	var index []byte
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = errors.New("not a regular file")
	default:
		index, err = readIndex(f, info.Size())
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("reading the pack %s: %w", path, err)
	}
	return &Pack{f, index}, nil
}

// Close ends the use of the pack. Get finds nothing afterwards.
func (p *Pack) Close() error { return p.file.Close() }

// Len is the number of records.
func (p *Pack) Len() int { return len(p.index) / packEntry }

// Has says whether the pack has a record.
func (p *Pack) Has(k Key) bool { return p.find(k) != nil }

// Get is the record of a key; a damaged one counts as absent.
func (p *Pack) Get(k Key) ([]byte, bool) {
	e := p.find(k)
	if e == nil || e[48] != formPlain {
		return nil, false
	}
	// What follows was checked against the size of the file.
	data := make([]byte, binary.LittleEndian.Uint32(e[40:]))
	if _, err := p.file.ReadAt(data, int64(binary.LittleEndian.Uint64(e[32:]))); err != nil {
		return nil, false
	}
	if checksum(k, data) != binary.LittleEndian.Uint32(e[44:]) {
		return nil, false
	}
	return data, true
}

// find is the entry of a key in the index, or nil.
func (p *Pack) find(k Key) []byte {
	n := p.Len()
	i := sort.Search(n, func(i int) bool { return bytes.Compare(p.entry(i), k[:]) >= 0 })
	if i == n || !bytes.HasPrefix(p.entry(i), k[:]) {
		return nil
	}
	return p.index[i*packEntry:][:packEntry]
}

func (p *Pack) entry(i int) []byte { return p.index[i*packEntry:][:len(Key{})] }

func readIndex(r io.ReaderAt, size int64) ([]byte, error) {
	var header [packHeader]byte
	if size < packHeader {
		return nil, errors.New("not a pack of records")
	}
	if _, err := r.ReadAt(header[:], 0); err != nil {
		return nil, err
	}
	n := int64(binary.LittleEndian.Uint32(header[8:]))
	switch {
	case string(header[:8]) != packMagic:
		return nil, errors.New("not a pack of records, or one of another version")
	case binary.LittleEndian.Uint64(header[16:]) != uint64(size):
		return nil, fmt.Errorf("%w: it has %d bytes, want %d", errDamaged, size, binary.LittleEndian.Uint64(header[16:]))
	case n > maxPacked || n*packEntry > size-packHeader:
		return nil, fmt.Errorf("%w: it cannot hold %d records", errDamaged, n)
	}
	index := make([]byte, n*packEntry)
	if _, err := r.ReadAt(index, packHeader); err != nil {
		return nil, err
	}
	if indexChecksum(header[:], index) != binary.LittleEndian.Uint32(header[12:]) {
		return nil, fmt.Errorf("%w: its index has another checksum", errDamaged)
	}
	return index, checkIndex(index, size)
}

// checkIndex makes sure of what Get relies on: a checksum is no proof that
// the writer was ours.
func checkIndex(index []byte, size int64) error {
	at := uint64(packHeader + len(index))
	for i := 0; i < len(index); i += packEntry {
		e := index[i:][:packEntry]
		if i > 0 && bytes.Compare(index[i-packEntry:][:len(Key{})], e[:len(Key{})]) >= 0 {
			return fmt.Errorf("%w: its keys are not in order", errDamaged)
		}
		length := uint64(binary.LittleEndian.Uint32(e[40:]))
		if binary.LittleEndian.Uint64(e[32:]) != at || length > maxRecord || length > uint64(size)-at {
			return fmt.Errorf("%w: a record is not where it should be", errDamaged)
		}
		at += length
	}
	if at != uint64(size) {
		return fmt.Errorf("%w: something follows the records", errDamaged)
	}
	return nil
}

func indexChecksum(header, index []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	sum := crc32.Checksum(header[:12], table)
	return crc32.Update(crc32.Update(sum, table, header[16:]), table, index)
}

// WritePack writes a pack. The bytes depend on the records alone.
func WritePack(w io.Writer, records map[Key][]byte) error {
	keys := slices.SortedFunc(maps.Keys(records), func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
	if len(keys) > maxPacked {
		return fmt.Errorf("a pack of %d records, want %d at most", len(keys), maxPacked)
	}
	index := make([]byte, 0, len(keys)*packEntry)
	at := uint64(packHeader + cap(index))
	for _, k := range keys {
		data := records[k]
		if len(data) > maxRecord {
			return fmt.Errorf("a record has %d bytes, want %d at most", len(data), maxRecord)
		}
		index = append(index, k[:]...)
		index = binary.LittleEndian.AppendUint64(index, at)
		index = binary.LittleEndian.AppendUint32(index, uint32(len(data)))
		index = binary.LittleEndian.AppendUint32(index, checksum(k, data))
		index = append(index, formPlain, 0, 0, 0, 0, 0, 0, 0)
		at += uint64(len(data))
	}
	header := append(make([]byte, 0, packHeader), packMagic...)
	header = binary.LittleEndian.AppendUint32(header, uint32(len(keys)))
	header = binary.LittleEndian.AppendUint32(header, 0)
	header = binary.LittleEndian.AppendUint64(header, at)
	binary.LittleEndian.PutUint32(header[12:], indexChecksum(header, index))
	for _, part := range [][]byte{header, index} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("writing the pack: %w", err)
		}
	}
	for _, k := range keys {
		if _, err := w.Write(records[k]); err != nil {
			return fmt.Errorf("writing the pack: %w", err)
		}
	}
	return nil
}
