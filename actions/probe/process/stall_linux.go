package process

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// What a process has of its own (hostname, filters, rights given up) is in
// Linux a property of the thread that forks it. So each replica gets a thread
// of the warden that is given these, starts it, and is used for nothing else.

// stall is such a thread's work.
type stall struct {
	*inside
	launch *launch
	output *os.File

	lacks []Missing
	clock *os.File
	pidfd int
	pid   int
	over  chan struct{} // closed when the process is
}

// launch starts a replica.
func (w *inside) launch(l *launch, output *os.File) (reply, []*os.File, error) {
	root := ""
	if w.setup.Jailed {
		var err error
		if root, err = w.jail.replica(l); err != nil {
			w.jail.remove(l.N)
			return reply{}, nil, fmt.Errorf("making its files: %w", err)
		}
	}
	s := &stall{inside: w, launch: l, output: output, pidfd: -1, over: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock: the thread is spoilt
		err := s.start(root)
		started <- err
		if err == nil && !w.setup.Jailed {
			<-s.over // the end of the thread would end the process (prctl(2), PR_SET_PDEATHSIG)
		}
	}()
	if err := <-started; err != nil {
		if s.clock != nil {
			s.clock.Close()
		}
		if w.setup.Jailed {
			w.jail.remove(l.N)
		}
		return reply{}, nil, err
	}
	opened := []*os.File{os.NewFile(uintptr(s.pidfd), "process")}
	if s.clock != nil {
		opened = append(opened, s.clock)
	}
	return reply{N: l.N, Missing: s.lacks, Clock: s.clock != nil}, opened, nil
}

// start runs on the stall's thread.
func (s *stall) start(root string) error {
	s.giveUp()
	if s.setup.Jailed {
		if err := unix.Unshare(unix.CLONE_NEWUTS); err != nil {
			s.lack(noHostname, os.NewSyscallError("unshare", err))
		} else if err := unix.Sethostname([]byte(s.launch.Hostname)); err != nil {
			s.lack(noHostname, os.NewSyscallError("sethostname", err))
		}
	} else {
		s.fence()
	}
	if s.launch.OneCPU {
		if err := pin(); err != nil {
			s.lack(noOneCPU, err)
		}
	}
	if s.launch.Clock {
		var err error
		if s.clock, err = watchClock(); err != nil {
			s.lack(NoClock, err)
		}
	}
	return s.fork(root)
}

// pin leaves this thread, and all that it starts, the last of its processors.
func pin() error {
	var all, last unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return os.NewSyscallError("sched_getaffinity", err)
	}
	for cpu := 8*int(unsafe.Sizeof(all)) - 1; cpu >= 0; cpu-- {
		if all.IsSet(cpu) {
			last.Set(cpu)
			break
		}
	}
	return os.NewSyscallError("sched_setaffinity", unix.SchedSetaffinity(0, &last))
}

func (s *stall) lack(what string, err error) {
	s.lacks = append(s.lacks, Missing{what, err.Error()})
}

// giveUp gives up, for all that this thread starts, every way to more rights
// (capabilities(7), PR_SET_NO_NEW_PRIVS).
func (s *stall) giveUp() {
	unix.Prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
	for capability := range uintptr(unix.CAP_LAST_CAP + 1) {
		unix.Prctl(unix.PR_CAPBSET_DROP, capability, 0, 0, 0) // one that the kernel does not know, or we do not have
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		s.lack("giving up rights", os.NewSyscallError("prctl", err))
	}
}

// fork starts the process. One with a clock of its own stops at its first
// instruction, and is let go when it has it.
func (s *stall) fork(root string) error {
	null, err := os.Open(os.DevNull)
	if err != nil {
		return err
	}
	defer null.Close()
	attr := &syscall.ProcAttr{
		Dir: s.launch.Work, Env: s.launch.Env, Files: []uintptr{null.Fd(), s.output.Fd(), s.output.Fd()},
		Sys: &syscall.SysProcAttr{Chroot: root, Setsid: true, Ptrace: s.clock != nil, PidFD: &s.pidfd},
	}
	if s.setup.Drop {
		attr.Sys.Credential = &syscall.Credential{Uid: uint32(s.setup.UID), Gid: uint32(s.setup.GID)}
	}
	if s.setup.Jailed {
		attr.Sys.Cloneflags = unix.CLONE_NEWPID
	} else {
		attr.Sys.Pdeathsig = syscall.SIGKILL
	}
	s.inside.start.Lock()
	defer s.inside.start.Unlock()
	s.pid, err = syscall.ForkExec(s.launch.Path, s.launch.Args, attr)
	if err == syscall.EPERM && attr.Sys.Ptrace {
		attr.Sys.Ptrace = false
		if s.pid, err = syscall.ForkExec(s.launch.Path, s.launch.Args, attr); err == nil {
			s.lack(NoClock, os.NewSyscallError("ptrace", syscall.EPERM))
		}
	}
	if err != nil {
		return os.NewSyscallError("exec", err)
	}
	s.replicas[s.pid] = s
	if s.pidfd < 0 {
		syscall.Kill(s.pid, syscall.SIGKILL)
		return fmt.Errorf("got no pidfd of the process, want Linux 5.4 or newer")
	}
	if attr.Sys.Ptrace {
		return s.letGo()
	}
	return nil
}

// letGo is for a process that stands at its first instruction.
func (s *stall) letGo() error {
	var status syscall.WaitStatus
	_, err := syscall.Wait4(s.pid, &status, syscall.WALL, nil)
	for err == syscall.EINTR {
		_, err = syscall.Wait4(s.pid, &status, syscall.WALL, nil)
	}
	if err != nil || !status.Stopped() {
		return fmt.Errorf("it ended before it began (%v)", exitOfStatus(status))
	}
	if err := hideVDSO(s.pid, len(s.launch.Args)+len(s.launch.Env)); err != nil {
		s.lack(NoClock, err)
	}
	if err := unix.PtraceDetach(s.pid); err != nil {
		syscall.Kill(s.pid, syscall.SIGKILL)
		return os.NewSyscallError("ptrace", err)
	}
	return nil
}
