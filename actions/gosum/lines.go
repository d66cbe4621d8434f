package gosum

import (
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// line is one well-formed line of a go.sum.
type line struct {
	sum
	hash        string // h1:...
	number      int    // from 1
	column, end int    // of the hash, in bytes from 1
}

// sum is what a line is about: a module's zip, or its go.mod alone.
type sum struct {
	mod   module.Version
	goMod bool
}

func (s sum) String() string {
	if s.goMod {
		return "the go.mod of " + s.mod.String()
	}
	return s.mod.String()
}

// fault is a line that is not well-formed.
type fault struct {
	number, column, end int
	message             string
}

// maxFaults is how many malformed lines are worth a finding each. A file with
// more is not a go.sum.
const maxFaults = 50

// parseLines reads a go.sum as the go command does (cmd/go/internal/modfetch,
// readGoSum): fields between white space, empty lines skipped. It stops after
// maxFaults malformed lines.
func parseLines(data string) (lines []line, faults []fault) {
	number := 0
	for text := range strings.SplitSeq(data, "\n") {
		number++
		if strings.TrimSpace(text) == "" {
			continue
		}
		l, word, err := parseLine(text)
		at := strings.Index(text, word)
		if word == l.hash {
			at = strings.LastIndex(text, word)
		}
		if err != nil {
			faults = append(faults, fault{number, at + 1, at + 1 + len(word), err.Error()})
			if len(faults) == maxFaults {
				return lines, faults
			}
			continue
		}
		l.number, l.column, l.end = number, at+1, at+1+len(word)
		lines = append(lines, l)
	}
	return lines, faults
}

// emptyGoMod is the hash of a go.mod without a byte. Old versions of the go
// command wrote it by mistake; readGoSum drops such lines.
const emptyGoMod = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY="

// parseLine reads one line, and gives the word to point at: the hash, or the
// first that is wrong.
func parseLine(text string) (l line, word string, err error) {
	fields := strings.Fields(text)
	if len(fields) != 3 {
		return l, strings.TrimSpace(text), fmt.Errorf("got %d words, want 3: module, version and hash", len(fields))
	}
	path, version, hash := fields[0], fields[1], fields[2]
	if _, err := module.EscapePath(path); err != nil {
		return l, path, fmt.Errorf("got %q, want a module path", path)
	}
	number, goMod := strings.CutSuffix(version, "/go.mod")
	if _, err := module.EscapeVersion(number); err != nil || !semver.IsValid(number) {
		return l, version, fmt.Errorf("got %q, want a version", version)
	}
	algorithm, digest, _ := strings.Cut(hash, ":")
	switch raw, err := base64.StdEncoding.Strict().DecodeString(digest); {
	case algorithm != "h1":
		return l, hash, fmt.Errorf("got hash %q, want h1:..., the go command ignores any other", hash)
	case err != nil || len(raw) != 32:
		return l, hash, fmt.Errorf("got hash %q, want h1: and 32 bytes in base64", hash)
	case hash == emptyGoMod:
		return l, hash, fmt.Errorf("got the hash of an empty go.mod, which the go command ignores")
	}
	l.sum, l.hash = sum{module.Version{Path: path, Version: number}, goMod}, hash
	return l, hash, nil
}
