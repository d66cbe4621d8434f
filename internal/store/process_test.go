package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// childVariable makes the test binary a process of its own: a word of
// children, a colon, and a folder.
const childVariable = "TALLYSTICK_STORE_TEST"

func TestMain(m *testing.M) {
	what, dir, child := strings.Cut(os.Getenv(childVariable), ":")
	if !child {
		os.Exit(m.Run())
	}
	if err := children()[what](dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func children() map[string]func(dir string) error {
	all := map[string]func(string) error{"put": putForEver, "mix": mix}
	for name, run := range systemChildren() {
		all[name] = run
	}
	return all
}

func child(t *testing.T, what, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childVariable+"="+what+":"+dir)
	return cmd
}

// value is what a record may be: it says whose it is.
func value(name string, size int) []byte {
	return bytes.Repeat([]byte(name), size/len(name)+1)
}

// isValue says whether data is a value of that name.
func isValue(name string, data []byte) bool {
	return len(data)%len(name) == 0 && bytes.Equal(data, value(name, len(data)-1))
}

func name(i int) string { return fmt.Sprintf("record %d;", i) }

const names = 40

// putForEver puts records of all sizes, and says a byte after each.
func putForEver(dir string) error {
	s := Open(dir)
	for s.Err() == nil {
		n := name(rand.IntN(names))
		s.Put(KeyOf(n), value(n, rand.IntN(1<<20)))
		if _, err := os.Stdout.Write([]byte{'.'}); err != nil {
			return err
		}
	}
	return s.Err()
}

// TestKill kills a writer at any time, again and again.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	s := Open(dir)
	for range 30 {
		cmd := child(t, "put", dir)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		_, err = io.CopyN(io.Discard, bufio.NewReaderSize(out, 1), 1+rand.Int64N(10))
		if err := errors.Join(err, cmd.Process.Kill()); err != nil {
			t.Fatal(err)
		}
		cmd.Wait() // killed is what it says
		for i := range names {
			n := name(i)
			has := s.Has(KeyOf(n))
			data, ok := s.Get(KeyOf(n))
			if ok != has {
				t.Errorf("%s: there is a file %t, and it is good %t", n, has, ok)
			}
			if ok && !isValue(n, data) {
				t.Errorf("%s: got another record, of %d bytes", n, len(data))
			}
		}
	}
	left, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d records, %d unfinished", left.Records, left.Unfinished)
	for _, path := range files(t, dir) {
		setAge(t, path, 2*time.Hour)
	}
	removed, err := s.Trim(Limits{})
	if err != nil || removed.Unfinished != left.Unfinished || removed.Records != 0 {
		t.Errorf("trim removed %+v, %v, want what is unfinished", removed, err)
	}
}

// mix does all at once that can be done to a folder.
func mix(dir string) error { return mixOn(Open(dir)) }

func mixOn(s *Store) error {
	for i := range 1500 {
		n := name(rand.IntN(names))
		k := KeyOf(n)
		switch rand.IntN(8) {
		case 0, 1, 2:
			s.Put(k, value(n, rand.IntN(1<<14)))
		case 3:
			if _, err := s.Trim(Limits{Size: 10 << 12}); err != nil {
				return fmt.Errorf("step %d: %w", i, err)
			}
		case 4:
			if rand.IntN(10) > 0 {
				continue
			}
			if _, err := s.Clear(); err != nil {
				return fmt.Errorf("step %d: %w", i, err)
			}
		default:
			s.Has(k)
			if data, ok := s.Get(k); ok && !isValue(n, data) {
				return fmt.Errorf("step %d: %s is another record, of %d bytes", i, n, len(data))
			}
		}
		if s.Err() != nil {
			return fmt.Errorf("step %d: %w", i, s.Err())
		}
	}
	return nil
}

// TestAtOnce runs processes that write, read, trim and clear one folder.
func TestAtOnce(t *testing.T) {
	dir := t.TempDir()
	var running []*exec.Cmd
	var outputs [3]bytes.Buffer
	for i := range outputs {
		cmd := child(t, "mix", dir)
		cmd.Stdout, cmd.Stderr = &outputs[i], &outputs[i]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, cmd)
	}
	for i, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, &outputs[i])
		}
	}
	if left, err := Open(dir).Content(); err != nil || left.Unfinished != 0 {
		t.Errorf("got %+v, %v, want nothing unfinished", left, err)
	}
}

// TestFoldersThatGo puts records while their folder is removed again and again.
func TestFoldersThatGo(t *testing.T) {
	s := Open(t.TempDir())
	path := s.path(KeyOf("a"))
	stop := make(chan struct{})
	var remover sync.WaitGroup
	remover.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				os.Remove(filepath.Dir(path)) // where it is empty
				s.Content()                   // a Clear looks at all folders first
			}
		}
	})
	for i := range 3000 {
		s.Put(KeyOf("a"), []byte("value"))
		if s.Err() != nil {
			t.Errorf("step %d: %v", i, s.Err())
			break
		}
		os.Remove(path)
	}
	close(stop)
	remover.Wait()
}

// TestGoroutines is for the race detector.
func TestGoroutines(t *testing.T) {
	s := Open(t.TempDir())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := mixOn(s); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
