package process

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// inside is the warden itself. It runs in a process of its own and executes no
// foreign code.
type inside struct {
	channel *channel
	setup   setup
	jail    jail

	// start is held from the fork of a process until it is let go: what is
	// waited for meanwhile is its stop, and nothing may take that away.
	start    sync.Mutex
	replicas map[int]*stall // by PID
	sending  sync.Mutex
}

// Warden is the main of a warden, and returns its exit code. Whatever happens
// to tallystick closes the channel, and that ends us: being the first process
// of our namespace, with all that we started.
func Warden() int {
	if err := ward(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// controlFD is the channel, the first of exec.Cmd.ExtraFiles.
const controlFD = 3

func ward() error {
	unix.Umask(0o022) // ours, and that of the chaincode, whoever started us
	channel, err := newChannel(os.NewFile(controlFD, "control"))
	if err != nil {
		return err
	}
	keepFiles()
	w := &inside{channel: channel, replicas: map[int]*stall{}}
	defer w.endAll()
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, unix.SIGCHLD)
	go func() {
		for range ended {
			w.reap()
		}
	}()
	for {
		var r request
		files, err := channel.receive(&r)
		if err != nil {
			closeAll(files)
			if errors.Is(err, io.EOF) || errors.Is(err, os.ErrClosed) || errors.Is(err, syscall.ECONNRESET) {
				return nil
			}
			return err
		}
		answer, opened := w.do(&r, files)
		answer.ID = r.ID
		err = w.send(answer, opened...)
		closeAll(files)
		closeAll(opened)
		if err != nil {
			return err
		}
	}
}

// keepFiles keeps all open files from what we start, also those that whoever
// started tallystick left open.
func keepFiles() {
	if unix.CloseRange(controlFD, math.MaxInt32, unix.CLOSE_RANGE_CLOEXEC) == nil {
		return // Linux 5.11
	}
	files, _ := os.ReadDir("/proc/self/fd")
	for _, file := range files {
		if fd, err := strconv.Atoi(file.Name()); err == nil && fd >= controlFD {
			unix.CloseOnExec(fd)
		}
	}
}

func (w *inside) send(r reply, files ...*os.File) error {
	w.sending.Lock()
	defer w.sending.Unlock()
	return w.channel.send(r, files...)
}

func (w *inside) do(r *request, files []*os.File) (reply, []*os.File) {
	var answer reply
	var opened []*os.File
	var err error
	switch {
	case r.Setup != nil && len(files) == 1:
		w.setup = *r.Setup
		answer.Missing, err = w.build(files[0])
	case r.Sockets > 0:
		opened, err = sockets(min(r.Sockets, maxFiles))
	case r.Launch != nil && len(files) == 1:
		answer, opened, err = w.launch(r.Launch, files[0])
	default:
		err = errors.New("got an unknown request")
	}
	if err != nil {
		closeAll(opened)
		return reply{Err: err.Error()}, nil
	}
	return answer, opened
}

func sockets(n int) ([]*os.File, error) {
	var all []*os.File
	for range n {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			closeAll(all)
			return nil, os.NewSyscallError("socket", err)
		}
		all = append(all, os.NewFile(uintptr(fd), "socket"))
	}
	return all, nil
}

// build makes the world of the chaincode, and says what it lacks.
func (w *inside) build(binary *os.File) ([]Missing, error) {
	lacks, err := w.world(binary)
	if err == nil {
		err = limit(w.setup.Limits)
	}
	return lacks, err
}

// Backstops behind what is measured (Process.watch): far above what a replica
// may use, because the processes of a user are counted together and memory is
// counted before it is touched.
const (
	processesBackstop = 16384
	memoryBackstop    = 4
	openFiles         = 65536
)

// limit sets our own limits, which all that we start inherits: to set those of
// another user's process takes a right that root in a container has not
// (getrlimit(2)).
func limit(l Limits) error {
	for resource, value := range map[int]uint64{
		unix.RLIMIT_CORE:   0,
		unix.RLIMIT_FSIZE:  uint64(l.Files),
		unix.RLIMIT_DATA:   memoryBackstop*uint64(l.Memory) + 1<<30,
		unix.RLIMIT_NPROC:  max(processesBackstop, 8*uint64(l.Processes)),
		unix.RLIMIT_NOFILE: openFiles,
	} {
		var now syscall.Rlimit
		if err := syscall.Getrlimit(resource, &now); err != nil {
			return os.NewSyscallError("getrlimit", err)
		}
		value = min(value, now.Max)
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: value, Max: value}); err != nil {
			return os.NewSyscallError("setrlimit", err)
		}
	}
	return nil
}

func (w *inside) world(binary *os.File) ([]Missing, error) {
	if !w.setup.Jailed {
		// Orphans come to us, so that none is left when we end.
		if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
			return nil, os.NewSyscallError("prctl", err)
		}
		return unfenced(w.setup.Why), nil
	}
	if err := loopbackUp(); err != nil {
		return nil, fmt.Errorf("starting the loopback: %w", err)
	}
	w.jail = jail{setup: &w.setup}
	return w.jail.build(binary)
}

func loopbackUp() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("socket", err)
	}
	defer unix.Close(fd)
	request, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	request.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	return os.NewSyscallError("ioctl", unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, request))
}

// reap waits for whatever ended, ours and orphans, and tells of ours.
func (w *inside) reap() {
	for {
		var status syscall.WaitStatus
		w.start.Lock()
		pid, err := syscall.Wait4(-1, &status, syscall.WNOHANG, nil)
		ended := w.replicas[pid]
		delete(w.replicas, pid)
		w.start.Unlock()
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil || pid <= 0 {
			return
		}
		if ended == nil {
			continue
		}
		close(ended.over)
		n := ended.launch.N
		if !w.setup.Jailed {
			syscall.Kill(-pid, syscall.SIGKILL) // its group, should anything be left
		}
		w.send(reply{N: n, Status: status}) // where we are gone nobody waits
		if w.setup.Jailed {
			w.jail.remove(n)
		}
	}
}

// endAll ends and removes what we made, where no namespace does.
func (w *inside) endAll() {
	if w.setup.Jailed {
		return
	}
	for {
		all, err := descendants(os.Getpid())
		if err != nil || len(all) < 2 {
			os.RemoveAll(w.setup.Temp)
			return
		}
		for _, pid := range all[1:] {
			syscall.Kill(pid, syscall.SIGKILL)
		}
		syscall.Wait4(-1, nil, 0, nil)
	}
}
