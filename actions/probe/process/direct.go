package process

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// direct starts processes as our own children, where there is no warden.
type direct struct {
	program *Program
	temp    string
	lacks   []Missing
}

func newDirect(p *Program, lacks []Missing) (*direct, error) {
	if p.Root != "" {
		return nil, errors.New("an image's root needs a file system of its own, which cannot be had here")
	}
	temp, err := os.MkdirTemp("", "tallystick-probe-")
	if err != nil {
		return nil, err
	}
	return &direct{program: p, temp: temp, lacks: lacks}, nil
}

func (d *direct) missing() []Missing { return d.lacks }
func (d *direct) close() error       { return os.RemoveAll(d.temp) }

func (d *direct) places(n int, dir string) places {
	own := filepath.Join(d.temp, strconv.Itoa(n))
	if dir == "" {
		dir = "work"
	}
	return places{
		binary: d.program.Path,
		files:  filepath.Join(own, "tls"), temp: filepath.Join(own, "tmp"), work: filepath.Join(own, filepath.Base(dir)),
	}
}

// doors are two ports of the host's loopback. The second is free when we look;
// that somebody else takes it before the chaincode does is possible.
func (d *direct) doors(ctx context.Context) (*doors, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", loopback+":0")
	if err != nil {
		return nil, err
	}
	free, err := config.Listen(ctx, "tcp", loopback+":0")
	if err != nil {
		listener.Close()
		return nil, err
	}
	address := free.Addr()
	free.Close()
	return &doors{listener: listener, port: address.(*net.TCPAddr).Port, dial: func(ctx context.Context) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, "tcp", address.String())
	}}, nil
}

func (d *direct) launch(_ context.Context, c *command) (child, error) {
	for _, dir := range []string{c.places.files, c.places.temp, c.places.work} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	for name, data := range c.files {
		if err := os.WriteFile(filepath.Join(c.places.files, name), data, 0o600); err != nil {
			return nil, err
		}
	}
	cmd := &exec.Cmd{
		Path: c.places.binary, Args: c.args, Env: c.env, Dir: c.places.work,
		Stdout: c.output, Stderr: c.output, SysProcAttr: ownGroup(),
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	own := &directChild{cmd: cmd, over: make(chan struct{})}
	go func() {
		cmd.Wait() // the state says all that its error does
		close(own.over)
		os.RemoveAll(filepath.Dir(c.places.files)) // what is left goes with temp
	}()
	return own, nil
}

type directChild struct {
	cmd  *exec.Cmd
	over chan struct{}
}

func (c *directChild) pid() int                 { return c.cmd.Process.Pid }
func (c *directChild) signal(s os.Signal) error { return c.cmd.Process.Signal(s) }
func (c *directChild) kill()                    { killGroup(c.cmd.Process) }
func (c *directChild) done() <-chan struct{}    { return c.over }
func (c *directChild) status() Exit             { return exitOf(c.cmd.ProcessState) }
