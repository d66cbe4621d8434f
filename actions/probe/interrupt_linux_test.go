package probe_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestEnds ends a probe in the middle: by Ctrl-C, which a terminal sends to the
// whole group, by a signal to it alone, and by one that it cannot see. No
// process stays; no file does where it could still act.
func TestEnds(t *testing.T) {
	programs := t.TempDir()
	tallystick, twins := filepath.Join(programs, "tallystick"), filepath.Join(programs, "twins")
	build(t, filepath.Join("..", "..", "cmd", "tallystick"), tallystick, "")
	build(t, filepath.Join("testdata", "twins"), twins, "")
	scenario := filepath.Join(programs, "hang.yaml")
	if err := os.WriteFile(scenario, []byte("chaincode: twins\nsteps:\n  - [Create, a, tom, 7]\n  - [Hang]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	hang := []string{"probe", "--binary", twins, "--transactions", scenario, "--timeout", "5m"}
	source, err := filepath.Abs(filepath.Join("testdata", "twins"))
	if err != nil {
		t.Fatal(err)
	}
	// What loses its parent becomes ours, so that it can be seen.
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		t.Skip("orphans cannot be seen here:", err)
	}
	defer unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
	for _, test := range []struct {
		name   string
		args   []string
		signal syscall.Signal
		group  bool
		count  int // of processes to wait for
	}{
		{"interrupt", hang, syscall.SIGINT, false, 4},
		{"terminal", hang, syscall.SIGINT, true, 4},
		{"terminate", hang, syscall.SIGTERM, false, 4},
		{"kill", hang, syscall.SIGKILL, false, 4},
		{"build", []string{"probe", "--dir", source, "--out", programs}, syscall.SIGINT, true, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			temp, err := os.MkdirTemp("", "tallystick-ends-")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(temp)
			if err := os.Chmod(temp, 0o711); err != nil { // the chaincode is another user
				t.Fatal(err)
			}
			cmd := exec.Command(tallystick, test.args...)
			cmd.Dir = programs
			cmd.Env = append(os.Environ(), "TMPDIR="+temp, "INPUT_FORMAT=text")
			code := end(t, cmd, test.count, test.signal, test.group)
			nothing(t)
			if test.signal == syscall.SIGKILL {
				return
			}
			if code != 130 {
				t.Errorf("got exit code %d, want 130", code)
			}
			if left, err := filepath.Glob(filepath.Join(temp, "*")); err != nil || len(left) > 0 {
				t.Errorf("got %v, %v left, want nothing", left, err)
			}
		})
	}
}

// end starts a command, sends it or its group a signal when so many processes
// are below it, and gives its exit code.
func end(t *testing.T, cmd *exec.Cmd, count int, signal syscall.Signal, group bool) int {
	t.Helper()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- cmd.Wait() }()
	for len(below(cmd.Process.Pid)) < count {
		select {
		case err := <-over:
			t.Fatalf("it ended too early: %v\n%s", err, &out)
		case <-time.After(time.Millisecond):
		}
	}
	pid := cmd.Process.Pid
	if group {
		pid = -pid
	}
	if err := syscall.Kill(pid, signal); err != nil {
		t.Fatal(err)
	}
	err := <-over
	t.Logf("%v\n%s", err, &out)
	return cmd.ProcessState.ExitCode()
}

// nothing waits until no process is below this one.
func nothing(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; <-time.After(time.Millisecond) {
		left := below(os.Getpid())
		if len(left) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d processes live, such as %q", len(left), look(left[0], "cmdline"))
		}
	}
}

// below are the processes that a process started, and theirs, without those
// that are over.
func below(pid int) (list []int) {
	children := map[int][]int{}
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		child, _ := strconv.Atoi(filepath.Base(dir))
		_, rest, _ := strings.Cut(look(child, "stat"), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[0] != "Z" {
			parent, _ := strconv.Atoi(fields[1])
			children[parent] = append(children[parent], child)
		}
	}
	for todo := children[pid]; len(todo) > 0; todo = todo[1:] {
		list = append(list, todo[0])
		todo = append(todo, children[todo[0]]...)
	}
	return list
}

func look(pid int, name string) string {
	data, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), name))
	return string(data)
}
