package nasty

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/tallystick/tallystick/internal/finding"
)

// Golden compares what a format makes of every report with testdata/NAME.EXT
// and gives the outputs by name. With UPDATE set it writes the files instead.
// A format that keeps an error of its writer to itself fails as well.
func Golden(t *testing.T, format finding.Format, ext string) map[string]string {
	t.Helper()
	outputs := map[string]string{}
	for _, r := range Reports() {
		var got bytes.Buffer
		if err := format(&got, r.Report); err != nil {
			t.Fatalf("%s: %v", r.Name, err)
		}
		outputs[r.Name] = got.String()
		if err := format(broken{}, r.Report); got.Len() > 0 && !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: got %v from a writer that is closed, want io.ErrClosedPipe", r.Name, err)
		}
		file := filepath.Join("testdata", r.Name+"."+ext)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			at := firstDifference(got.Bytes(), want)
			t.Errorf("%s differs in line %d: got %q, want %q; UPDATE=1 go test writes it anew",
				file, bytes.Count(want[:at], []byte("\n"))+1, lineAt(got.Bytes(), at), lineAt(want, at))
		}
	}
	return outputs
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// Benchmark formats ten thousand findings.
func Benchmark(b *testing.B, format finding.Format) {
	r := Many(10_000)
	for b.Loop() {
		if err := format(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

func lineAt(text []byte, at int) []byte {
	start := bytes.LastIndexByte(text[:at], '\n') + 1
	end := bytes.IndexByte(text[at:], '\n')
	if end < 0 {
		return text[start:]
	}
	return text[start : at+end]
}
