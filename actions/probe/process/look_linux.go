package process

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// What a process does is seen in proc(5).

func procFile(pid int, name string) string { return filepath.Join("/proc", strconv.Itoa(pid), name) }

// maxDescendants bounds the processes that we look at: one that has more is
// over its limit.
const maxDescendants = 4096

// descendants are the process and all that it started. Orphans go to the first
// process of their PID namespace, which the chaincode is where it has one.
func descendants(pid int) ([]int, error) {
	if _, err := os.Stat(procFile(pid, "")); err != nil {
		return nil, err
	}
	all := []int{pid}
	for i := 0; i < len(all) && len(all) < maxDescendants; i++ {
		tasks, _ := os.ReadDir(procFile(all[i], "task"))
		for _, task := range tasks {
			children, _ := os.ReadFile(procFile(all[i], "task/"+task.Name()+"/children"))
			for _, field := range strings.Fields(string(children)) {
				if child, err := strconv.Atoi(field); err == nil {
					all = append(all, child)
				}
			}
		}
	}
	return all, nil
}

// rss is in bytes; of a process that is over it is 0.
func rss(pids []int) (int64, error) {
	var pages int64
	for i, pid := range pids {
		data, err := os.ReadFile(procFile(pid, "statm"))
		if err != nil && i == 0 {
			return 0, err
		}
		if fields := bytes.Fields(data); len(fields) > 1 {
			n, _ := strconv.ParseInt(string(fields[1]), 10, 64)
			pages += n
		}
	}
	return pages * int64(os.Getpagesize()), nil
}

// threads counts those of all.
func threads(pids []int) int {
	n := 0
	for _, pid := range pids {
		tasks, err := os.ReadDir(procFile(pid, "task"))
		if err == nil {
			n += len(tasks)
		}
	}
	return n
}

// listening is the state of a socket that waits for connections, in hex
// (include/net/tcp_states.h, TCP_LISTEN).
const listening = "0A"

// becomeOwner has this thread open files as the user that a process runs as.
// Root without CAP_SYS_PTRACE, as in a container, may not look into the
// processes of others, but may be them where files are opened (ptrace(2),
// PTRACE_MODE_FSCREDS). The thread is locked, and good for nothing else.
func becomeOwner(pid int) error {
	var owner unix.Stat_t
	if err := unix.Stat(procFile(pid, ""), &owner); err != nil {
		return os.NewSyscallError("stat", err)
	}
	if _, err := unix.SetfsgidRetGid(int(owner.Gid)); err != nil {
		return os.NewSyscallError("setfsgid", err)
	}
	_, err := unix.SetfsuidRetUid(int(owner.Uid))
	return os.NewSyscallError("setfsuid", err)
}

// listeners are the addresses on which a process waits for TCP connections.
func listeners(pid int) (found []string, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // and never unlock
		if err = becomeOwner(pid); err == nil {
			found, err = listenersOf(pid)
		}
	}()
	<-done
	return found, err
}

func listenersOf(pid int) ([]string, error) {
	own := map[string]bool{}
	files, err := os.ReadDir(procFile(pid, "fd"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if target, err := os.Readlink(procFile(pid, "fd/"+file.Name())); err == nil {
			if inode, ok := strings.CutPrefix(target, "socket:["); ok {
				own[strings.TrimSuffix(inode, "]")] = true
			}
		}
	}
	var found []string
	for _, table := range []string{"net/tcp", "net/tcp6"} {
		data, err := os.ReadFile(procFile(pid, table))
		if err != nil {
			continue // no IPv6 here
		}
		for line := range strings.Lines(string(data)) {
			fields := strings.Fields(line)
			if len(fields) < 10 || fields[3] != listening || !own[fields[9]] {
				continue
			}
			if address, err := hexAddress(fields[1]); err == nil {
				found = append(found, address.String())
			}
		}
	}
	slices.Sort(found)
	return found, nil
}

// hexAddress reads an address as /proc/net/tcp has it: words of four bytes in
// the machine's order.
func hexAddress(text string) (netip.AddrPort, error) {
	host, port, _ := strings.Cut(text, ":")
	raw, err := hex.DecodeString(host)
	if err != nil {
		return netip.AddrPort{}, err
	}
	number, err := strconv.ParseUint(port, 16, 16)
	if err != nil || len(raw)%4 != 0 {
		return netip.AddrPort{}, fmt.Errorf("got %q, want an address", text)
	}
	for word := range slices.Chunk(raw, 4) {
		binary.BigEndian.PutUint32(word, binary.NativeEndian.Uint32(word))
	}
	address, ok := netip.AddrFromSlice(raw)
	if !ok {
		return netip.AddrPort{}, fmt.Errorf("got %q, want an address", text)
	}
	return netip.AddrPortFrom(address.Unmap(), uint16(number)), nil
}

// InnerPID is its number as it sees it itself, in its own namespace.
func (p *Process) InnerPID() int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.PID()))
	if err != nil {
		return p.PID()
	}
	for line := range strings.Lines(string(status)) {
		if numbers, ok := strings.CutPrefix(line, "NSpid:"); ok {
			list := strings.Fields(numbers)
			if inner, err := strconv.Atoi(list[len(list)-1]); err == nil {
				return inner
			}
		}
	}
	return p.PID()
}
