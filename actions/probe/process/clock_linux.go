package process

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// clocks answers the replicas whose wall clock is not the machine's. Their
// calls for the time come to us as seccomp user notifications
// (seccomp_unotify(2)); monotonic time and timers never do.
type clocks struct {
	mu      sync.Mutex
	frozen  map[time.Duration]time.Time // by how far ahead
	serving sync.WaitGroup
}

func (c *clocks) want(t Traits) bool { return t.Clock != 0 || t.Frozen }

// now makes the clock of a replica.
func (c *clocks) now(t Traits) func() time.Time {
	if !t.Frozen {
		return func() time.Time { return time.Now().Add(t.Clock) }
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.frozen == nil {
		c.frozen = map[time.Duration]time.Time{}
	}
	at, ok := c.frozen[t.Clock]
	if !ok {
		at = time.Now().Add(t.Clock)
		c.frozen[t.Clock] = at
	}
	return func() time.Time { return at }
}

// serve answers until the last process with the listener's filter is gone.
func (c *clocks) serve(listener *os.File, t Traits, lack func(Missing)) {
	s := &clockServer{now: c.now(t)}
	c.serving.Go(func() {
		runtime.LockOSThread() // for becomeOwner: the thread ends with us
		defer listener.Close()
		fd := int(listener.Fd())
		// Without it an answer costs another wake-up (Linux 6.6 on).
		unix.IoctlSetInt(fd, unix.SECCOMP_IOCTL_NOTIF_SET_FLAGS, unix.SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP)
		for {
			polled := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
			if _, err := unix.Poll(polled, -1); err != nil && !errors.Is(err, unix.EINTR) {
				return
			}
			if polled[0].Revents&unix.POLLIN == 0 {
				if polled[0].Revents != 0 {
					return
				}
				continue
			}
			if err := s.answer(fd); err != nil {
				lack(Missing{NoClock, err.Error()})
			}
		}
	})
}

// close waits for the goroutines, after the processes are over.
func (c *clocks) close() { c.serving.Wait() }

// notification and response are struct seccomp_notif and seccomp_notif_resp
// (linux/seccomp.h).
type notification struct {
	id       uint64
	pid      uint32
	flags    uint32
	number   int32
	arch     uint32
	location uint64
	args     [6]uint64
}

type response struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

// clockServer answers the processes of one listener, on a thread of its own.
type clockServer struct {
	now   func() time.Time
	owner bool // the thread looks into processes as their user
}

// answer answers one call. The error says why a process got the machine's time
// instead.
func (s *clockServer) answer(fd int) error {
	var n notification
	if err := ioctl(fd, unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(&n)); err != nil {
		return nil // it was killed in between (ENOENT)
	}
	now := s.now()
	r := response{id: n.id}
	address, data := result(&n, now)
	var failed error
	if address != 0 {
		failed = s.write(fd, &n, address, data)
	}
	switch {
	case errors.Is(failed, unix.EFAULT):
		r.errno, failed = -int32(unix.EFAULT), nil
	case failed != nil:
		r.flags = unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE
	case n.number == sysTime:
		r.value = now.Unix()
	}
	ioctl(fd, unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&r)) // ENOENT: it was killed
	if failed != nil && !errors.Is(failed, unix.ESRCH) {
		return fmt.Errorf("writing the time: %w", failed)
	}
	return nil
}

// result is what the call writes, and where.
func result(n *notification, now time.Time) (uint64, []byte) {
	data := make([]byte, 16)
	binary.NativeEndian.PutUint64(data, uint64(now.Unix()))
	switch n.number {
	case unix.SYS_CLOCK_GETTIME:
		binary.NativeEndian.PutUint64(data[8:], uint64(now.Nanosecond()))
		return n.args[1], data
	case unix.SYS_GETTIMEOFDAY:
		binary.NativeEndian.PutUint64(data[8:], uint64(now.Nanosecond()/1000))
		return n.args[0], data
	}
	return n.args[0], data[:8] // time
}

// write writes to the memory of the process that waits. Its number may mean
// another process since; the kernel knows.
func (s *clockServer) write(fd int, n *notification, address uint64, data []byte) error {
	if err := ioctl(fd, unix.SECCOMP_IOCTL_NOTIF_ID_VALID, unsafe.Pointer(&n.id)); err != nil {
		return unix.ESRCH
	}
	if !s.owner {
		local := []unix.Iovec{{Base: &data[0]}}
		local[0].SetLen(len(data))
		remote := []unix.RemoteIovec{{Base: uintptr(address), Len: len(data)}}
		_, err := unix.ProcessVMWritev(int(n.pid), local, remote, 0)
		if !errors.Is(err, unix.EPERM) {
			return err
		}
		if err := becomeOwner(int(n.pid)); err != nil {
			return err
		}
		s.owner = true
	}
	memory, err := unix.Open(procFile(int(n.pid), "mem"), unix.O_WRONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("open", err)
	}
	defer unix.Close(memory)
	_, err = unix.Pwrite(memory, data, int64(address))
	if errors.Is(err, unix.EIO) {
		return unix.EFAULT // nothing is mapped there
	}
	return err
}

func ioctl(fd int, request uint, argument unsafe.Pointer) error {
	_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), uintptr(request), uintptr(argument))
	if errno != 0 {
		return errno
	}
	return nil
}
