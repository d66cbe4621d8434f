package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// wardenChild is a process that the warden started. The warden waits for it;
// we reach it by a pidfd, which never means another process.
type wardenChild struct {
	number int
	pidfd  *os.File
	alone  bool // it is the first of its PID namespace
	clear  func()
	ended  bool

	mu   sync.Mutex
	over chan struct{}
	exit Exit
}

// places in the warden's own file system.
func (w *warden) places(n int, dir string) places {
	if !w.setup.Jailed {
		return w.direct.places(n, dir)
	}
	p := places{binary: chaincodeFile, files: filesFolder, temp: "/tmp", work: "/work"}
	switch {
	case w.program.Dir != "":
		p.work = w.program.Dir
	case dir != "":
		p.work = "/" + path.Base(path.Clean("/"+dir))
	case w.setup.Root != "":
		p.work = "/" // what a container runtime takes
	}
	if w.setup.Root != "" {
		p.binary = w.program.Path
	}
	return p
}

// filesFolder is where fabric's peer puts TLS files
// (core/container/dockercontroller).
const filesFolder = "/etc/hyperledger/fabric"

func (w *warden) launch(ctx context.Context, c *command) (child, error) {
	l := &launch{
		N: c.n, Path: c.places.binary, Args: c.args, Env: c.env, Files: c.files,
		FilesDir: c.places.files, Temp: c.places.temp, Work: c.places.work, Hostname: c.traits.hostname(),
		OneCPU: c.traits.OneCPU, Clock: w.time.want(c.traits), ServerPort: c.ports[0], ListenerPort: c.ports[1],
	}
	if !w.setup.Jailed {
		uid, gid := -1, -1
		if w.setup.Drop {
			uid, gid = w.setup.UID, w.setup.GID
		}
		if err := w.direct.folders(c, uid, gid); err != nil {
			return nil, err
		}
	}
	child := &wardenChild{over: make(chan struct{}), alone: w.setup.Jailed}
	if !child.alone {
		child.clear = func() { w.direct.clear(c) }
	}
	w.mu.Lock()
	w.children[c.n] = child
	w.mu.Unlock()
	a, err := w.ask(ctx, request{Launch: l}, c.output)
	if err != nil {
		w.mu.Lock()
		delete(w.children, c.n)
		w.mu.Unlock()
		return nil, err
	}
	for _, m := range a.Missing {
		w.lack(m)
	}
	if len(a.files) == 0 || a.Clock && len(a.files) != 2 {
		closeAll(a.files)
		return nil, fmt.Errorf("got %d files of the process, want its handle", len(a.files))
	}
	if a.Clock {
		w.time.serve(a.files[1], c.traits, w.lack)
	}
	if err := child.has(a.files[0]); err != nil {
		child.kill()
		return nil, err
	}
	return child, nil
}

// pidOf reads the number of a pidfd's process, in our PID namespace
// (pidfd_open(2), fdinfo).
func pidOf(pidfd *os.File) (int, error) {
	data, err := os.ReadFile("/proc/self/fdinfo/" + strconv.Itoa(int(pidfd.Fd())))
	if err != nil {
		return 0, fmt.Errorf("finding the process: %w", err)
	}
	for line := range strings.Lines(string(data)) {
		if text, ok := strings.CutPrefix(line, "Pid:"); ok {
			return strconv.Atoi(strings.TrimSpace(text))
		}
	}
	return 0, errors.New("finding the process: its handle names no number")
}

func (c *wardenChild) pid() int { return c.number }

func (c *wardenChild) signal(s os.Signal) error {
	number, ok := s.(unix.Signal)
	if !ok {
		return errors.New("got a signal of another system")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pidfd == nil {
		return os.ErrProcessDone
	}
	err := unix.PidfdSendSignal(int(c.pidfd.Fd()), number, nil, 0)
	if errors.Is(err, unix.ESRCH) {
		return os.ErrProcessDone
	}
	return os.NewSyscallError("pidfd_send_signal", err)
}

// kill ends all: with the first process of a PID namespace the kernel ends the
// others.
func (c *wardenChild) kill() {
	if !c.alone && c.signal(unix.Signal(0)) == nil { // else its number may be another's
		killTree(c.number)
	}
	c.signal(unix.SIGKILL)
}

// killTree stops processes until they start no more, then ends them.
func killTree(pid int) {
	var all []int
	for before := -1; before < len(all); {
		before = len(all)
		all, _ = descendants(pid)
		for _, p := range all {
			unix.Kill(p, unix.SIGSTOP)
		}
	}
	for _, p := range all {
		unix.Kill(p, unix.SIGKILL)
	}
}

// end is called once.
func (c *wardenChild) end(exit Exit) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = true
	if c.pidfd != nil {
		c.pidfd.Close()
		c.pidfd = nil
	}
	c.exit = exit
	close(c.over)
	if c.clear != nil {
		go c.clear()
	}
}

// has takes the handle, which may come after the end.
func (c *wardenChild) has(pidfd *os.File) error {
	number, err := pidOf(pidfd)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.number = number
	if c.ended {
		return pidfd.Close()
	}
	c.pidfd = pidfd
	return err
}

func (c *wardenChild) done() <-chan struct{} { return c.over }
func (c *wardenChild) status() Exit          { return c.exit }
