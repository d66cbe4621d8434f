package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"syscall"
	"time"
)

// Key is the SHA-256 digest of all that a record depends on.
type Key [sha256.Size]byte

// KeyOf is the key of a list of texts: another list has another key, also
// when both make the same text.
func KeyOf(parts ...string) Key {
	h := sha256.New()
	var length [8]byte
	for _, part := range parts {
		binary.LittleEndian.PutUint64(length[:], uint64(len(part)))
		h.Write(length[:])
		io.WriteString(h, part)
	}
	return Key(h.Sum(nil))
}

func (k Key) String() string { return hex.EncodeToString(k[:]) }

// A record in a file is
//
//	magic    4 bytes
//	checksum 4 bytes, CRC-32C of the key and all that follows
//	length   8 bytes, of the data
//	data
//
// with numbers in little-endian order. The checksum is for accidents: disks,
// power cuts, full file systems, copies under another name. It misses one in
// 2^32 of those that leave magic and length right. It is not for an attacker:
// whoever can write the folder can write what lint says. It is chosen because
// processors compute it as fast as they read memory.
const (
	magic        = "tsr1"
	recordHeader = 16
	// maxRecord bounds what one record takes of the memory.
	maxRecord = 256 << 20
)

// nonblock keeps a named pipe in a record's place from stopping us for ever.
// It also saves four system calls in which the os package finds out that a
// file cannot be waited for.
const nonblock = syscall.O_NONBLOCK

var errDamaged = errors.New("damaged")

func checksum(k Key, rest []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli) // the package keeps it
	return crc32.Update(crc32.Checksum(k[:], table), table, rest)
}

func appendRecord(b []byte, k Key, data []byte) []byte {
	start := len(b)
	b = append(b, magic...)
	b = append(b, 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint64(b, uint64(len(data)))
	b = append(b, data...)
	binary.LittleEndian.PutUint32(b[start+4:], checksum(k, b[start+8:]))
	return b
}

// readRecord reads the record of a key and the time of its last use. An error
// that is errDamaged is about the file's content; others leave it open.
func readRecord(f *os.File, k Key) (data []byte, used time.Time, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, used, err
	}
	size := info.Size()
	switch {
	case !info.Mode().IsRegular():
		return nil, used, fmt.Errorf("%s is not a regular file", f.Name())
	case size < recordHeader || size > recordHeader+maxRecord:
		return nil, used, errDamaged
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(f, b); errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return nil, used, errDamaged
	} else if err != nil {
		return nil, used, err
	}
	data = b[recordHeader:]
	if string(b[:4]) != magic ||
		binary.LittleEndian.Uint64(b[8:]) != uint64(len(data)) ||
		binary.LittleEndian.Uint32(b[4:]) != checksum(k, b[8:]) {
		return nil, used, errDamaged
	}
	return data, info.ModTime(), nil
}
