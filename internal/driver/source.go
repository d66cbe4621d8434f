package driver

import (
	"bytes"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/tallystick/tallystick/internal/finding"
)

// readSources fills in the line that each finding points at. The findings are
// sorted, so that each file is read once.
func readSources(dir string, findings []finding.Finding) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return
	}
	defer root.Close()
	if len(findings) <= few {
		fillSources(root, findings)
		return
	}
	var all sync.WaitGroup
	for part := range shares(findings, runtime.GOMAXPROCS(0)) {
		all.Go(func() { fillSources(root, part) })
	}
	all.Wait()
}

// few findings are sooner done with than handed to another goroutine, which on
// a busy machine has to wait for its turn.
const few = 100

// shares cuts sorted findings into about n parts, between files.
func shares(findings []finding.Finding, n int) iter.Seq[[]finding.Finding] {
	return func(yield func([]finding.Finding) bool) {
		for len(findings) > 0 {
			end := min(max(len(findings)/n, few), len(findings))
			for end < len(findings) && findings[end].Location.Path == findings[end-1].Location.Path {
				end++
			}
			if !yield(findings[:end]) {
				return
			}
			findings, n = findings[end:], max(n-1, 1)
		}
	}
}

func fillSources(root *os.Root, findings []finding.Finding) {
	var buf bytes.Buffer
	var in source
	for i := range findings {
		f := &findings[i]
		if f.Source != "" || f.Location.Line == 0 {
			continue
		}
		if in.path != f.Location.Path {
			buf.Reset()
			in = source{path: f.Location.Path, text: readSource(root, f.Location.Path, &buf)}
		}
		f.Source = in.line(f.Location.Line)
	}
}

// maxSource bounds, in bytes, a file whose lines are shown.
const maxSource = 16 << 20

// readSource reads a file of the checkout and nothing else: a report file of
// strangers may name any path, and a checkout may hold links that lead out.
func readSource(root *os.Root, path string, buf *bytes.Buffer) []byte {
	f, err := root.Open(filepath.FromSlash(path))
	if err != nil {
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	buf.Grow(int(min(info.Size(), maxSource)) + bytes.MinRead)
	if _, err := buf.ReadFrom(io.LimitReader(f, maxSource)); err != nil {
		return nil
	}
	return buf.Bytes()
}

// source is one file and the line of it that was asked for last.
type source struct {
	path, shown string
	text        []byte
	number, at  int // of that line, from 1, and the offset of its start
}

// line is the n-th line, without its end, or "". It goes on from the line
// before, if it can.
func (s *source) line(n int) string {
	if n == s.number {
		return s.shown
	}
	if n < s.number || s.number == 0 {
		s.number, s.at = 1, 0
	}
	for ; s.number < n; s.number++ {
		end := bytes.IndexByte(s.text[s.at:], '\n')
		if end < 0 {
			*s = source{path: s.path} // nor are the lines below
			return ""
		}
		s.at += end + 1
	}
	line, _, _ := bytes.Cut(s.text[s.at:], []byte("\n"))
	s.shown = string(bytes.TrimRight(line, "\r"))
	return s.shown
}
