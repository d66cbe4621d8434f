package driver

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"sync/atomic"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/replay"
)

// settled is what is known of a run that may be given again.
type settled struct {
	heard   atomic.Bool // a step wrote something of its own
	cache   string
	depends []string // empty unless the step has said so
	printed bytes.Buffer
	made    []string
}

func (rec *recorder) settle(cache string, depends []string) {
	rec.settled.cache, rec.settled.depends = cache, depends
}

// heard is a writer for steps: what they write themselves is not kept.
func (rec *recorder) heard(w io.Writer) io.Writer {
	if rec.command.Keep == nil {
		return w
	}
	return &listener{w, &rec.settled.heard}
}

type listener struct {
	io.Writer
	heard *atomic.Bool
}

func (l *listener) Write(p []byte) (int, error) {
	l.heard.Store(true)
	return l.Writer.Write(p)
}

// printing is standard output for formats: what they write is kept.
func (rec *recorder) printing(w io.Writer) io.Writer {
	if len(rec.settled.depends) == 0 {
		return w
	}
	return io.MultiWriter(w, &rec.settled.printed)
}

// keep keeps the run, where all that it depends on is known: one step on one
// module that is the folder itself.
func (c *Command) keep(in *inputs, rec *recorder, dirs []string, sinks []sink) {
	known := len(rec.settled.depends) > 0 && !rec.settled.heard.Load() && len(rec.report.Steps) == 1 && slices.Equal(dirs, []string{rec.where.dir})
	if c.Keep == nil || !known || rec.report.Exit > action.ExitFindings {
		return
	}
	run := replay.Run{
		Depends: append(rec.settled.depends, c.abs(in.Dir)), Made: rec.settled.made,
		Exists: []string{filepath.Join(rec.where.out, ".gitignore")}, // see hide
		Stdout: rec.settled.printed.Bytes(), Exit: rec.report.Exit,
	}
	if in.Config != "" {
		run.Depends = append(run.Depends, c.abs(in.Config))
	}
	for dir := rec.where.dir; ; dir = filepath.Dir(dir) {
		run.Depends = append(run.Depends, filepath.Join(dir, config.Name))
		run.Exists = append(run.Exists, filepath.Join(dir, ".git"))
		if dir == filepath.Dir(dir) {
			break
		}
	}
	for _, s := range sinks {
		if s.file != "" {
			run.Made = append(run.Made, c.abs(s.file))
		}
	}
	c.Keep(rec.settled.cache, run)
}
