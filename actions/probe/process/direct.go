package process

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// direct starts processes as our own children, where there is no warden.
type direct struct {
	program *Program
	binary  string // on the host
	temp    string
	lacks   []Missing
}

// tempPattern names the folder of a Ground (os.MkdirTemp).
const tempPattern = "tallystick-probe-*"

func newDirect(p *Program, lacks []Missing) (*direct, error) {
	binary, err := p.onHost(p.Path)
	if err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", tempPattern)
	if err != nil {
		return nil, err
	}
	return &direct{program: p, binary: binary, temp: temp, lacks: lacks}, nil
}

func (d *direct) missing() []Missing { return d.lacks }
func (d *direct) close() error       { return os.RemoveAll(d.temp) }

func (d *direct) places(n int, dir string) places {
	own := filepath.Join(d.temp, strconv.Itoa(n))
	if dir == "" {
		dir = "work"
	}
	work := filepath.Join(own, filepath.Base(dir))
	if d.program.Dir != "" {
		work = filepath.Join(d.program.Root, d.program.Dir)
	}
	return places{binary: d.binary, files: filepath.Join(own, "tls"), temp: filepath.Join(own, "tmp"), work: work}
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
	if err := d.folders(c, -1, -1); err != nil {
		return nil, err
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
		d.clear(c)
	}()
	return own, nil
}

// folders makes those of a replica and gives them to a user, -1 for ours.
func (d *direct) folders(c *command, uid, gid int) error {
	for _, dir := range []string{filepath.Dir(c.places.files), c.places.files, c.places.temp, c.places.work} {
		if err := os.Mkdir(dir, 0o700); os.IsExist(err) {
			continue // an image's
		} else if err != nil {
			return err
		}
		if err := os.Lchown(dir, uid, gid); err != nil && uid >= 0 {
			return err
		}
	}
	for name, data := range c.files {
		name = filepath.Join(c.places.files, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			return err
		}
		if err := os.Lchown(name, uid, gid); err != nil && uid >= 0 {
			return err
		}
	}
	return nil
}

// clear removes what replica c leaves; what cannot be removed yet goes with all.
func (d *direct) clear(c *command) { os.RemoveAll(filepath.Dir(c.places.files)) }

type directChild struct {
	cmd  *exec.Cmd
	over chan struct{}
}

func (c *directChild) pid() int                 { return c.cmd.Process.Pid }
func (c *directChild) signal(s os.Signal) error { return c.cmd.Process.Signal(s) }
func (c *directChild) kill()                    { killGroup(c.cmd.Process) }
func (c *directChild) done() <-chan struct{}    { return c.over }
func (c *directChild) status() Exit             { return exitOf(c.cmd.ProcessState) }
