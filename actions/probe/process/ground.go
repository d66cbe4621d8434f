package process

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"slices"
	"sync"
)

// Ground is where the replicas of one program live.
type Ground struct {
	program Program
	limits  Limits
	classic bool // the binary links shim.Start
	launcher

	mu        sync.Mutex
	n         int
	processes map[*Process]bool
	closed    bool
}

// Open prepares to start p. An error is an *action.Error; of a binary that
// cannot be started it wraps an *Unfit.
func Open(ctx context.Context, p Program, l Limits) (*Ground, error) {
	classic, err := examine(&p)
	if err != nil {
		return nil, err
	}
	l = l.orDefaults()
	launcher, err := newLauncher(ctx, &p, l)
	if err != nil {
		return nil, fmt.Errorf("preparing to start the chaincode: %w", err)
	}
	return &Ground{program: p, limits: l, classic: classic, launcher: launcher, processes: map[*Process]bool{}}, nil
}

// Missing is what could not be had on this machine. What only some replicas ask
// for, the clock, is known when the first of them has started.
func (g *Ground) Missing() []Missing { return g.missing() }

// ErrClosed is the error of a Ground that is no more.
var ErrClosed = errors.New("the processes were ended")

// Start starts a replica. ctx bounds the start alone: the process lives until
// it ends, is killed, or the Ground is closed.
func (g *Ground) Start(ctx context.Context, t Traits) (*Process, error) {
	g.mu.Lock()
	g.n++
	n := g.n
	closed := g.closed
	g.mu.Unlock()
	if closed {
		return nil, ErrClosed
	}
	p, err := g.start(ctx, n, t)
	if err != nil {
		return nil, fmt.Errorf("starting the chaincode: %w", err)
	}
	if !g.keep(p) {
		p.Kill()
		<-p.Done()
		return nil, ErrClosed
	}
	go func() {
		<-p.done
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.processes, p)
	}()
	return p, nil
}

func (g *Ground) keep(p *Process) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.processes[p] = true
	}
	return !g.closed
}

func (g *Ground) start(ctx context.Context, n int, t Traits) (*Process, error) {
	d, err := g.doors(ctx)
	if err != nil {
		return nil, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		d.listener.Close()
		return nil, err
	}
	defer write.Close()
	c := &command{n: n, places: g.places(n, t.Dir), files: g.program.files(t), traits: t, output: write}
	c.ports = [2]int{d.port, d.listener.Addr().(*net.TCPAddr).Port}
	c.args, c.env = g.arguments(c, d), g.environment(c, d)
	child, err := g.launch(ctx, c)
	if err != nil {
		d.listener.Close()
		read.Close()
		return nil, err
	}
	p := &Process{child: child, doors: d, output: newOutput(g.limits.Log), limits: g.limits, told: g.tells(), done: make(chan struct{})}
	go p.output.read(read)
	go p.wait(read)
	go p.watch()
	return p, nil
}

// Close ends every process and removes every file.
func (g *Ground) Close() error {
	g.mu.Lock()
	g.closed = true
	left := slices.Collect(maps.Keys(g.processes))
	g.mu.Unlock()
	for _, p := range left {
		p.Kill()
	}
	for _, p := range left {
		<-p.done
	}
	if err := g.close(); err != nil {
		return fmt.Errorf("cleaning up after the chaincode: %w", err)
	}
	return nil
}
