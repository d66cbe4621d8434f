package footprint

import (
	"bytes"
	"regexp"
	"strconv"
	"sync"
)

// Collection is one line of GODEBUG=gctrace=1.
type Collection struct {
	Number int   // from 1
	Live   int64 // what was marked as in use, in bytes: whole MiB
}

// maxLine bounds a line of gctrace, in bytes; one has some 200.
const maxLine = 1 << 10

// trace is a line of runtime/mgc.go, gcMarkTermination; what stands after the
// goal differs between releases.
var trace = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^gc (\d{1,9}) @\d{1,9}\.\d{1,9}s .*?\d{1,9}->\d{1,9}->(\d{1,9}) MB, \d{1,9} MB goal`)
})

// Latest is the last collection in a log, if there is one. Other lines, and one
// that is not whole yet, are passed over.
func Latest(log []byte) (Collection, bool) {
	for len(log) > 0 {
		start := bytes.LastIndexByte(log, '\n') + 1
		line := log[start:]
		log = log[:max(0, start-1)]
		if len(line) > maxLine || !bytes.HasPrefix(line, []byte("gc ")) {
			continue
		}
		if m := trace().FindSubmatch(line); m != nil {
			number, _ := strconv.Atoi(string(m[1])) // both of nine digits at most
			live, _ := strconv.ParseInt(string(m[2]), 10, 64)
			return Collection{number, live << 20}, true
		}
	}
	return Collection{}, false
}
