package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// systemChildren are the processes of tests that need a certain system.
func systemChildren() map[string]func(string) error {
	return map[string]func(string) error{
		"no room": noRoom, "full": full, "read-only": readOnly,
	}
}

// noRoom meets an error in the middle of a write, as on a full disk.
func noRoom(dir string) error {
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 50_000, Max: 50_000}); err != nil {
		return err
	}
	s := Open(dir)
	s.Put(KeyOf("k"), []byte("older"))
	s.Put(KeyOf("k"), make([]byte, 100_000))
	if !errors.Is(s.Err(), syscall.EFBIG) {
		return fmt.Errorf("got %v, want EFBIG", s.Err())
	}
	s.Put(KeyOf("other"), []byte("small"))
	return nil
}

func TestNoRoom(t *testing.T) {
	s := Open(t.TempDir())
	if out, err := child(t, "no room", s.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got, ok := s.Get(KeyOf("k")); !ok || string(got) != "older" {
		t.Errorf("got %q, %t, want the older record", got, ok)
	}
	if s.Has(KeyOf("other")) {
		t.Error("it went on writing after the fault")
	}
	if names := files(t, s.dir); len(names) != 1 {
		t.Errorf("got %q, want nothing of the record without room", names)
	}
}

// cannotMount is the exit code of a child that may not.
const cannotMount = 77

// mounted runs a child that is root in namespaces of its own, so that it may
// mount file systems which nobody else sees.
func mounted(t *testing.T, what string) {
	t.Helper()
	cmd := child(t, what, t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Skipf("no namespaces for mounting here: %v", err)
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == cannotMount {
		t.Skipf("no mounting here: %s", strings.TrimSpace(out.String()))
	}
	if err != nil {
		t.Errorf("%v: %s", err, &out)
	}
}

func mount(dir string, flags uintptr, options string) {
	if err := syscall.Mount("tmpfs", dir, "tmpfs", flags, options); err != nil {
		fmt.Println(err)
		os.Exit(cannotMount)
	}
}

// full fills a disk of 256 KiB.
func full(dir string) error {
	mount(dir, 0, "size=256k")
	dir = filepath.Join(dir, "cache")
	s := Open(dir)
	put := 0
	for ; s.Err() == nil; put++ {
		s.Put(KeyOf(name(put)), value(name(put), 20_000))
	}
	if !errors.Is(s.Err(), syscall.ENOSPC) || put < 5 {
		return fmt.Errorf("after %d records: got %v, want ENOSPC", put, s.Err())
	}
	put-- // the last one had no room
	again := Open(dir)
	for i := range put {
		if data, ok := again.Get(KeyOf(name(i))); !ok || !isValue(name(i), data) {
			return fmt.Errorf("record %d of %d is lost", i, put)
		}
	}
	left, err := again.Content()
	if err != nil || left.Records != put || left.Unfinished != 0 {
		return fmt.Errorf("got %+v, %w, want %d records alone", left, err, put)
	}
	// A disk that is full can be trimmed and cleared.
	again.TrimDaily(Limits{}) // makes the stamp, which takes no room
	if removed, err := again.Trim(Limits{Size: 100 << 10}); err != nil || removed.Records == 0 {
		return fmt.Errorf("trim removed %+v, %w, want something", removed, err)
	}
	again.Put(KeyOf("k"), []byte("data"))
	if _, ok := again.Get(KeyOf("k")); !ok {
		return fmt.Errorf("after a trim: %w", again.Err())
	}
	if _, err := again.Clear(); err != nil {
		return err
	}
	return nil
}

func TestFullDisk(t *testing.T) { mounted(t, "full") }

// readOnly uses a folder that cannot be written to, not even by root.
func readOnly(dir string) error {
	mount(dir, 0, "size=1m")
	cache := filepath.Join(dir, "cache")
	good, bad := KeyOf("good"), KeyOf("bad")
	s := Open(cache)
	s.Put(good, []byte("data"))
	s.Put(bad, []byte("data"))
	s.TrimDaily(Limits{})
	old := time.Now().Add(-100 * day)
	if err := errors.Join(s.Err(), os.Truncate(s.path(bad), 3),
		os.Chtimes(s.path(good), old, old), os.Chtimes(s.stamp(), old, old)); err != nil {
		return err
	}
	mount(dir, syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
	for _, dir := range []string{cache, filepath.Join(dir, "absent")} {
		s := Open(dir)
		if _, ok := s.Get(good); ok != (dir == cache) || s.Err() != nil {
			return fmt.Errorf("%s: got the good record %t, %w", dir, ok, s.Err())
		}
		if data, ok := s.Get(bad); ok {
			return fmt.Errorf("%s: got %q for the damaged record", dir, data)
		}
		s.TrimDaily(Default())
		s.Put(bad, []byte("data"))
		if !errors.Is(s.Err(), syscall.EROFS) {
			return fmt.Errorf("%s: got %v, want EROFS", dir, s.Err())
		}
	}
	if _, err := s.Clear(); !errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("clear: got %v, want EROFS", err)
	}
	if _, err := s.Trim(Default()); !errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("trim: got %v, want EROFS", err)
	}
	return nil
}

func TestReadOnlyFolder(t *testing.T) { mounted(t, "read-only") }

// TestUnwritableFolder is the same without a mount, for who is not root.
func TestUnwritableFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root writes everywhere: TestReadOnlyFolder is its test")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	s := Open(dir)
	s.Put(KeyOf("k"), nil)
	if !errors.Is(s.Err(), syscall.EACCES) {
		t.Errorf("got %v, want EACCES", s.Err())
	}
}

// TestPipe must not wait for a writer.
func TestPipe(t *testing.T) {
	s := Open(t.TempDir())
	k := KeyOf("k")
	if err := errors.Join(s.makeShard(filepath.Dir(s.path(k))), syscall.Mkfifo(s.path(k), 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Get(k); ok || s.Has(k) {
		t.Error("got a record from a pipe")
	}
	if _, err := OpenPack(s.path(k)); err == nil {
		t.Error("opened a pipe as a pack")
	}
}
