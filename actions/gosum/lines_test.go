package gosum

import (
	"strings"
	"testing"

	"golang.org/x/mod/module"
)

func FuzzParseLines(f *testing.F) {
	const hash = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	for _, seed := range []string{
		"",
		"example.org/b v1.1.0 " + hash + "\nexample.org/b v1.1.0/go.mod " + hash + "\r\n",
		"\ufeffexample.org/b v1.1.0 " + hash,
		"<<<<<<< HEAD\n=======\n",
		"../../../etc v1.0.0 " + hash,
		"/etc/passwd v1.0.0 " + hash,
		"example.org/b v1.0.0/../.. " + hash,
		"example.org/b v1.0.0-..\x00 " + hash,
		"example.org/b\u00a0v1.0.0\u2028" + hash,
		"a a h1:a",
		"example.org/B v1.0.0+incompatible h2:x",
		strings.Repeat("x\n", 2*maxFaults),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		lines, faults := parseLines(data)
		text := strings.Split(data, "\n")
		if len(faults) > maxFaults {
			t.Errorf("got %d faults, want %d at most", len(faults), maxFaults)
		}
		place := func(number, column, end int) string {
			if number < 1 || number > len(text) || column < 1 || end <= column || end-1 > len(text[number-1]) {
				t.Fatalf("place %d:%d-%d is not in the text", number, column, end)
			}
			return text[number-1][column-1 : end-1]
		}
		for _, bad := range faults {
			place(bad.number, bad.column, bad.end)
		}
		for _, l := range lines {
			if got := place(l.number, l.column, l.end); got != l.hash {
				t.Errorf("line %d points at %q, want %q", l.number, got, l.hash)
			}
			// What was accepted stays below the cache.
			at := cache("/cache").of(module.Version{Path: l.mod.Path, Version: l.mod.Version})
			for _, path := range []string{at.goMod, at.zip, at.zipHash, at.folder} {
				if !strings.HasPrefix(path, "/cache/") || strings.Contains(path, "/../") {
					t.Errorf("%s is outside the cache", path)
				}
			}
		}
	})
}
