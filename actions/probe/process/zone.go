package process

import (
	"encoding/binary"
	"time"
)

// zoneFile is the file with a replica's time zone.
const zoneFile = "zone"

// zone is a time zone of a fixed offset as a TZif file of version 1 (RFC 8536,
// section 3).
func zone(offset time.Duration) []byte {
	name := []byte("TRAIT\x00")
	file := append([]byte("TZif"), make([]byte, 16)...)
	// Counts: UT and standard indicators, leap seconds, transitions, types,
	// and bytes of names.
	for _, count := range []int{0, 0, 0, 0, 1, len(name)} {
		file = binary.BigEndian.AppendUint32(file, uint32(count))
	}
	file = binary.BigEndian.AppendUint32(file, uint32(int32(offset/time.Second)))
	file = append(file, 0, 0) // no summer time, the first name
	return append(file, name...)
}
