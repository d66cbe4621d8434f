package process

import (
	"context"
	"errors"
	"net"
	"time"
)

// Link is the connection over which a chaincode and its peer speak.
type Link struct {
	Conn net.Conn
	// Dialled says that we dialled the chaincode's server; else it dialled us
	// (shim.Start).
	Dialled bool
}

// poll is how often a port is tried that does not answer yet.
const poll = 300 * time.Microsecond

// Link waits for its first connection, and is called once. The error is
// *Ended, *Silent, or that of ctx where it was cancelled.
func (p *Process) Link(ctx context.Context) (Link, error) {
	accepted := make(chan net.Conn, 1)
	go func() {
		if conn, err := p.doors.listener.Accept(); err == nil {
			accepted <- conn
		}
		close(accepted)
	}()
	link, err := p.firstOf(ctx, accepted)
	p.doors.listener.Close()
	if err != nil || link.Dialled {
		if late, ok := <-accepted; ok {
			late.Close()
		}
	}
	return link, err
}

func (p *Process) firstOf(ctx context.Context, accepted <-chan net.Conn) (Link, error) {
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	for {
		if conn, err := p.doors.dial(ctx); err == nil {
			p.mu.Lock()
			p.dialled = true
			p.mu.Unlock()
			return Link{Conn: conn, Dialled: true}, nil
		}
		select {
		case conn, ok := <-accepted:
			if ok {
				return Link{Conn: conn}, nil
			}
			accepted = nil // the process is over, done comes
		case <-p.done:
			return Link{}, &Ended{Exit: p.Exit(), Log: p.output.last(maxTail), Told: p.told}
		case <-ctx.Done():
			return Link{}, p.silent(ctx)
		case <-ticker.C:
		}
	}
}

func (p *Process) silent(ctx context.Context) error {
	if !errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
		return context.Cause(ctx)
	}
	listens, _ := listeners(p.PID())
	return &Silent{Listens: listens, Want: p.doors.server(), Log: p.output.last(maxTail)}
}

// Dial opens one more connection to its server.
func (p *Process) Dial(ctx context.Context) (net.Conn, error) {
	p.mu.Lock()
	dialled := p.dialled
	p.mu.Unlock()
	if !dialled {
		return nil, errors.New("dialling the chaincode: it has no server, it dialled us")
	}
	return p.doors.dial(ctx)
}
