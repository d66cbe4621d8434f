package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestOrphansEnd checks that what a replica started ends with it.
func TestOrphansEnd(t *testing.T) {
	g := jailed(t, Program{Args: []string{"leaver"}}, Limits{})
	r := start(t, g, Traits{})
	all, err := descendants(r.PID())
	if err != nil || len(all) != 2 {
		t.Fatalf("got %v, %v, want two processes", all, err)
	}
	r.Kill()
	<-r.Done()
	gone(t, all)
}

// gone waits until none of the processes is there.
func gone(t *testing.T, pids []int) {
	t.Helper()
	ctx := within(t, 10*time.Second)
	for _, pid := range pids {
		for alive(pid) {
			select {
			case <-ctx.Done():
				t.Fatalf("process %d lives", pid)
			case <-time.After(time.Millisecond):
			}
		}
	}
}

// alive says that a process is there and no zombie.
func alive(pid int) bool {
	data, err := os.ReadFile(procFile(pid, "stat"))
	_, rest, _ := strings.Cut(string(data), ") ")
	return err == nil && !strings.HasPrefix(rest, "Z")
}

const killedVariable = "TALLYSTICK_TEST_KILLED"

// TestKilled checks that kill -9 of us leaves no process.
func TestKilled(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledInside$", "-test.v")
	temp, err := os.MkdirTemp("", "tallystick-killed-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(temp)
	os.Chmod(temp, 0o711) // for another user
	cmd.Env = append(os.Environ(), killedVariable+"="+subject(), subjectVariable+"="+subject(), "TMPDIR="+temp)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var pids []int
	buffer := make([]byte, 1<<16)
	for text := ""; len(pids) == 0; {
		n, err := out.Read(buffer)
		text += string(buffer[:n])
		if _, list, ok := strings.Cut(text, "pids: "); ok && strings.Contains(list, "\n") {
			list, _, _ = strings.Cut(list, "\n")
			for _, field := range strings.Fields(list) {
				pid, _ := strconv.Atoi(field)
				pids = append(pids, pid)
			}
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
	if len(pids) != 5 { // a warden, and two replicas with a child each
		t.Errorf("got the processes %v, want 5", pids)
	}
	cmd.Process.Kill()
	cmd.Wait()
	gone(t, pids)
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("got %v left, %v, want nothing", left, err)
	}
}

func TestKilledInside(t *testing.T) {
	path := os.Getenv(killedVariable)
	if path == "" {
		t.Skip("only for TestKilled")
	}
	g, err := Open(context.Background(), Program{Path: path, Args: []string{"leaver"}}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	start(t, g, Traits{})
	start(t, g, Traits{})
	all, err := descendants(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("pids:", strings.Trim(fmt.Sprint(all[1:]), "[]"))
	select {}
}

// TestWardenDies checks that all is told, and nothing is left.
func TestWardenDies(t *testing.T) {
	g := jailed(t, Program{}, Limits{})
	r := start(t, g, Traits{})
	g.launcher.(*warden).cmd.Process.Kill()
	<-r.Done()
	if _, err := g.Start(within(t, 10*time.Second), Traits{}); !errors.Is(err, errEnded) {
		t.Errorf("got %v, want %v", err, errEnded)
	}
}

// TestMemoryOfAll checks that memory counts in whichever process.
func TestMemoryOfAll(t *testing.T) {
	r := start(t, open(t, Limits{}), Traits{})
	alone, err := r.RSS()
	if err != nil {
		t.Fatal(err)
	}
	r.text("fork 4")
	for ctx := within(t, 10*time.Second); ctx.Err() == nil; {
		if all, err := r.RSS(); err == nil && all > 2*alone {
			return
		}
	}
	t.Errorf("got no more than twice %d bytes with four more processes", alone)
}

// BenchmarkClock is one look at a wall clock that is not the machine's.
func BenchmarkClock(b *testing.B) {
	r := start(b, open(b, Limits{}), Traits{Clock: time.Hour})
	var each int64
	r.ask(&each, "clocks %d", max(b.N, 1000))
	b.ReportMetric(float64(each), "ns/op")
}
