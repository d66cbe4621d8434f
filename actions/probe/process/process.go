package process

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"
)

// Process is a replica.
type Process struct {
	child  child
	doors  *doors
	output *output
	limits Limits
	told   bool // of -peer.address
	done   chan struct{}

	mu      sync.Mutex
	why     string
	dialled bool
}

// drain is how long we wait for the rest of the output of a process that is
// over, where something that it left behind holds the pipe open.
const drain = 500 * time.Millisecond

// wait closes done when the process is over and its output is read.
func (p *Process) wait(read *os.File) {
	<-p.child.done()
	p.child.kill() // what it started
	p.doors.listener.Close()
	timer := time.NewTimer(drain)
	defer timer.Stop()
	select {
	case <-p.output.ended:
	case <-timer.C:
		read.Close()
		<-p.output.ended
	}
	close(p.done)
}

// Log is what it wrote to stdout and stderr so far: the head and the tail, and
// how much was cut between them.
func (p *Process) Log() []byte { return p.output.bytes() }

// PID is its number as we see it.
func (p *Process) PID() int { return p.child.pid() }

// RSS is the memory that it and the processes that it started occupy, in bytes.
// The error is errors.ErrUnsupported where that cannot be known.
func (p *Process) RSS() (int64, error) {
	pids, err := descendants(p.PID())
	if err != nil {
		return 0, err
	}
	return rss(pids)
}

// Signal sends a signal to it alone.
func (p *Process) Signal(s os.Signal) error { return p.child.signal(s) }

// Kill ends it and all that it started; Done says when that is so.
func (p *Process) Kill() { p.child.kill() }

// Done is closed when it is over and Log is whole.
func (p *Process) Done() <-chan struct{} { return p.done }

// Exit is how it ended, or nothing before Done is closed.
func (p *Process) Exit() Exit {
	select {
	case <-p.done:
	default:
		return Exit{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	exit := p.child.status()
	exit.Why = p.why
	return exit
}

// end kills it and says why.
func (p *Process) end(why string) {
	p.mu.Lock()
	if p.why == "" {
		p.why = why
	}
	p.mu.Unlock()
	p.child.kill()
}

// watchEvery is how often a process is measured: it can touch a few MB in
// between. Looking for the processes that it started costs more.
const (
	watchEvery   = 20 * time.Millisecond
	descendEvery = 5
)

// watch holds the process to its limits.
func (p *Process) watch() {
	ticker := time.NewTicker(watchEvery)
	defer ticker.Stop()
	pids := []int{p.PID()}
	for tick := 0; ; tick++ {
		select {
		case <-p.child.done():
			return
		case <-ticker.C:
		}
		if tick%descendEvery == 0 {
			if all, err := descendants(p.PID()); err == nil {
				pids = all
			}
			if n := threads(pids); n > p.limits.Processes {
				p.end(fmt.Sprintf("process limit: %d processes and threads of %d", n, p.limits.Processes))
			}
		}
		bytes, err := rss(pids)
		if err == nil && bytes > p.limits.Memory {
			p.end(fmt.Sprintf("memory limit: %d MB of %d MB", bytes>>20, p.limits.Memory>>20))
		}
	}
}

// maxDump bounds a dump: a goroutine takes some 500 bytes of it.
const maxDump = 64 << 20

// Dump ends the process with SIGQUIT and returns what it wrote from then on, at
// most 64 MB: the stacks of all goroutines.
func (p *Process) Dump(ctx context.Context) (string, error) {
	p.output.capture(maxDump)
	if err := p.Signal(quit); err != nil {
		return "", fmt.Errorf("asking for the stacks: %w", err)
	}
	select {
	case <-p.done:
		return p.output.captured(), nil
	case <-ctx.Done():
		return p.output.captured(), fmt.Errorf("waiting for the stacks: %w", ctx.Err())
	}
}
