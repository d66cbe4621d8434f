package process

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// clockWhy says why there are no clocks for this architecture, or "".
const clockWhy = ""

const sysTime = unix.SYS_TIME

// watchClock sends this thread's calls for the wall clock to the listener that
// it returns, and those of all that it starts.
func watchClock() (*os.File, error) {
	const number, arch, clockID = 0, 4, 16 // in struct seccomp_data
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	jump := func(value uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: value, Jt: yes, Jf: no}
	}
	end := func(action uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: action}
	}
	program := []unix.SockFilter{
		load(arch),
		jump(unix.AUDIT_ARCH_X86_64, 0, 8),
		load(number),
		jump(unix.SYS_GETTIMEOFDAY, 7, 0),
		jump(unix.SYS_TIME, 6, 0),
		jump(unix.SYS_CLOCK_GETTIME, 0, 4),
		load(clockID),
		jump(unix.CLOCK_REALTIME, 3, 0),
		jump(unix.CLOCK_REALTIME_COARSE, 2, 0),
		jump(unix.CLOCK_TAI, 1, 0),
		end(unix.SECCOMP_RET_ALLOW),
		end(unix.SECCOMP_RET_USER_NOTIF),
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	fd, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER,
		uintptr(unsafe.Pointer(&filter)))
	if errno != 0 {
		return nil, os.NewSyscallError("seccomp", errno)
	}
	return os.NewFile(fd, "clock"), nil
}

// Types of the auxiliary vector (linux/auxvec.h).
const (
	atNull, atIgnore = 0, 1
	atVDSO           = 33 // AT_SYSINFO_EHDR
)

// hideVDSO has a program that stands at its first instruction not find the
// kernel's functions that tell the time without a call (vdso(7)): it then makes
// the call, which the filter sees. The vector lies above the arguments and the
// environment, of which there are at most words.
func hideVDSO(pid, words int) error {
	var registers unix.PtraceRegs
	if err := unix.PtraceGetRegs(pid, &registers); err != nil {
		return os.NewSyscallError("ptrace", err)
	}
	stack := make([]byte, 8*(words+64))
	n, err := unix.PtracePeekData(pid, uintptr(registers.Rsp), stack) // ends early at the top of the stack
	if n == 0 && err != nil {
		return os.NewSyscallError("ptrace", err)
	}
	word := func(i int) uint64 {
		if 8*i+8 > n {
			return 0
		}
		return binary.LittleEndian.Uint64(stack[8*i:])
	}
	at := 1 + int(word(0)) + 1 // past argc, the arguments and their end
	for 8*at < n && word(at) != 0 {
		at++ // the environment
	}
	for at++; 8*at < n && word(at) != atNull; at += 2 {
		if word(at) != atVDSO {
			continue
		}
		ignore := binary.LittleEndian.AppendUint64(nil, atIgnore)
		if _, err := unix.PtracePokeData(pid, uintptr(registers.Rsp)+uintptr(8*at), ignore); err != nil {
			return fmt.Errorf("hiding the vdso: %w", err)
		}
		return nil
	}
	return errors.New("hiding the vdso: the auxiliary vector names none")
}
