package process

import (
	"fmt"
	"os"
	"runtime"
	"syscall"

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
	s := &stall{inside: w, launch: l, output: output, pidfd: -1}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock: the thread is spoilt
		started <- s.start(root)
		if !w.setup.Jailed {
			// Its end would be taken for ours (prctl(2), PR_SET_PDEATHSIG).
			select {}
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
	if s.launch.Clock {
		var err error
		if s.clock, err = watchClock(); err != nil {
			s.lack(NoClock, err)
		}
	}
	return s.fork(root)
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

// fork starts the process, stopped at its first instruction where that is
// allowed, and lets it go when it has its limits and its clock.
func (s *stall) fork(root string) error {
	null, err := os.Open(os.DevNull)
	if err != nil {
		return err
	}
	defer null.Close()
	attr := &syscall.ProcAttr{
		Dir: s.launch.Work, Env: s.launch.Env, Files: []uintptr{null.Fd(), s.output.Fd(), s.output.Fd()},
		Sys: &syscall.SysProcAttr{Chroot: root, Setsid: true, Ptrace: true, PidFD: &s.pidfd},
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
	if s.pid, err = syscall.ForkExec(s.launch.Path, s.launch.Args, attr); err == syscall.EPERM {
		attr.Sys.Ptrace = false
		if s.pid, err = syscall.ForkExec(s.launch.Path, s.launch.Args, attr); err == nil && s.clock != nil {
			s.lack(NoClock, os.NewSyscallError("ptrace", syscall.EPERM))
		}
	}
	if err != nil {
		return os.NewSyscallError("exec", err)
	}
	s.replicas[s.pid] = s.launch.N
	if s.pidfd < 0 {
		syscall.Kill(s.pid, syscall.SIGKILL)
		return fmt.Errorf("got no pidfd of the process, want Linux 5.4 or newer")
	}
	return s.letGo(attr.Sys.Ptrace)
}

func (s *stall) letGo(stopped bool) error {
	if stopped {
		var status syscall.WaitStatus
		for {
			_, err := syscall.Wait4(s.pid, &status, syscall.WALL, nil)
			if err == syscall.EINTR {
				continue
			}
			if err != nil || !status.Stopped() {
				return fmt.Errorf("it ended before it began (%v)", exitOfStatus(status))
			}
			break
		}
	}
	s.limit()
	if !stopped {
		return nil
	}
	if s.clock != nil {
		if err := hideVDSO(s.pid, len(s.launch.Args)+len(s.launch.Env)); err != nil {
			s.lack(NoClock, err)
		}
	}
	if err := unix.PtraceDetach(s.pid); err != nil {
		syscall.Kill(s.pid, syscall.SIGKILL)
		return os.NewSyscallError("ptrace", err)
	}
	return nil
}

// Backstops behind what is measured (Process.watch): far above what a replica
// may use, because the processes of a user are counted together and memory is
// counted before it is touched.
const (
	processesBackstop = 16384
	memoryBackstop    = 4
	openFiles         = 65536
)

// limit sets the limits of the process (getrlimit(2)).
func (s *stall) limit() {
	l := s.setup.Limits
	for resource, value := range map[int]uint64{
		unix.RLIMIT_CORE:   0,
		unix.RLIMIT_FSIZE:  uint64(l.Files),
		unix.RLIMIT_DATA:   memoryBackstop*uint64(l.Memory) + 1<<30,
		unix.RLIMIT_NPROC:  max(processesBackstop, 8*uint64(l.Processes)),
		unix.RLIMIT_NOFILE: openFiles,
	} {
		var now unix.Rlimit
		if err := unix.Prlimit(s.pid, resource, nil, &now); err != nil {
			s.lack("resource limits", os.NewSyscallError("prlimit", err))
			return
		}
		value = min(value, now.Max)
		if err := unix.Prlimit(s.pid, resource, &unix.Rlimit{Cur: value, Max: value}, nil); err != nil {
			s.lack("resource limits", os.NewSyscallError("prlimit", err))
			return
		}
	}
}
