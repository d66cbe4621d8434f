package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// wardenName is the name with which our own binary is started as a warden.
// The argument after it makes a test binary that does not know the warden run
// no test, and any other of our programs refuse.
const (
	wardenName = "tallystick-warden"
	wardenFlag = "-test.run=^$"
)

// Asked says that a process with these arguments, its name first, was started
// to be a warden: then its main is Warden and nothing else.
func Asked(args []string) bool {
	return len(args) == 2 && args[0] == wardenName && args[1] == wardenFlag
}

// warden is our side of one.
type warden struct {
	*direct // the folders, and the network where there is none of its own
	setup   setup
	cmd     *exec.Cmd
	channel *channel
	time    clocks

	sending  sync.Mutex
	mu       sync.Mutex
	port     int
	id       int
	waiting  map[int]chan answer
	children map[int]*wardenChild
	lacks    []Missing
	ended    chan struct{} // the warden is no more
}

type answer struct {
	reply
	files []*os.File
}

// errEnded is the error of a warden that is no more.
var errEnded = errors.New("the process that starts the chaincode ended")

// begin starts a warden and has it build its world.
func begin(ctx context.Context, d *direct, s setup, attr *syscall.SysProcAttr) (*warden, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, os.NewSyscallError("socketpair", err)
	}
	ours, theirs := os.NewFile(uintptr(pair[0]), "warden"), os.NewFile(uintptr(pair[1]), "tallystick")
	defer ours.Close()
	defer theirs.Close()
	channel, err := newChannel(ours)
	if err != nil {
		return nil, err
	}
	var last bytes.Buffer
	cmd := &exec.Cmd{
		Path: "/proc/self/exe", Args: []string{wardenName, wardenFlag}, Env: []string{}, Dir: "/",
		ExtraFiles: []*os.File{theirs}, SysProcAttr: attr, Stderr: &last, WaitDelay: time.Second,
	}
	if err := cmd.Start(); err != nil {
		channel.conn.Close()
		return nil, err
	}
	theirs.Close() // so that its end is seen
	w := &warden{
		direct: d, setup: s, cmd: cmd, channel: channel,
		waiting: map[int]chan answer{}, children: map[int]*wardenChild{}, ended: make(chan struct{}),
	}
	go w.receive()
	binary, err := os.Open(d.binary)
	if err != nil {
		w.stop()
		return nil, err
	}
	defer binary.Close()
	a, err := w.ask(ctx, request{Setup: &s}, binary)
	if err != nil {
		w.stop()
		if text := bytes.TrimSpace(last.Bytes()); errors.Is(err, errEnded) && len(text) > 0 {
			err = fmt.Errorf("%w: %s", err, text[:min(len(text), maxWords)])
		}
		return nil, err
	}
	w.lacks = a.Missing
	return w, nil
}

// receive hands the warden's messages to who waits for them.
func (w *warden) receive() {
	for {
		var r reply
		files, err := w.channel.receive(&r)
		if err != nil {
			closeAll(files)
			break
		}
		w.mu.Lock()
		c, waits := w.waiting[r.ID], w.waiting[r.ID] != nil
		delete(w.waiting, r.ID)
		child := w.children[r.N]
		if r.ID == 0 {
			delete(w.children, r.N)
		}
		w.mu.Unlock()
		switch {
		case waits:
			c <- answer{r, files}
			continue
		case r.ID == 0 && child != nil:
			child.end(exitOfStatus(r.Status))
		}
		closeAll(files)
	}
	close(w.ended)
	w.mu.Lock()
	defer w.mu.Unlock()
	for n, child := range w.children {
		delete(w.children, n)
		child.end(Exit{Code: -1, Signal: unix.SIGKILL.String()})
	}
}

// ask sends a request and waits for its answer. Where ctx ends first the
// answer's files are closed when it comes, and a process that was started so is
// ended.
func (w *warden) ask(ctx context.Context, r request, files ...*os.File) (answer, error) {
	w.mu.Lock()
	w.id++
	r.ID = w.id
	c := make(chan answer, 1)
	w.waiting[r.ID] = c
	w.mu.Unlock()
	w.sending.Lock()
	err := w.channel.send(r, files...)
	w.sending.Unlock()
	if err != nil {
		return answer{}, fmt.Errorf("%w: %w", errEnded, err)
	}
	select {
	case a := <-c:
		if a.Err != "" {
			closeAll(a.files)
			return answer{}, errors.New(a.Err)
		}
		return a, nil
	case <-w.ended:
		return answer{}, errEnded
	case <-ctx.Done():
		go func() {
			select {
			case a := <-c:
				if r.Launch != nil && len(a.files) > 0 {
					unix.PidfdSendSignal(int(a.files[0].Fd()), unix.SIGKILL, nil, 0)
				}
				closeAll(a.files)
			case <-w.ended:
			}
		}()
		return answer{}, context.Cause(ctx)
	}
}

func (w *warden) sockets(ctx context.Context, n int) ([]*os.File, error) {
	a, err := w.ask(ctx, request{Sockets: n})
	if err == nil && len(a.files) != n {
		closeAll(a.files)
		err = fmt.Errorf("got %d sockets, want %d", len(a.files), n)
	}
	if err != nil {
		return nil, fmt.Errorf("opening a port: %w", err)
	}
	return a.files, nil
}

func (w *warden) missing() []Missing {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.lacks)
}

// lack adds something that turned out to be missing.
func (w *warden) lack(m Missing) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Contains(w.lacks, m) {
		w.lacks = append(w.lacks, m)
	}
}

// stop ends the warden, and with it all that it started.
func (w *warden) stop() {
	w.channel.conn.Close()
	if w.setup.Jailed {
		w.cmd.Process.Kill()
	}
	w.cmd.Wait() // how it ended says nothing
	<-w.ended
}

func (w *warden) close() error {
	w.stop()
	w.time.close()
	return w.direct.close()
}
