package driver

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
	"golang.org/x/term"
)

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colored follows no-color.org and bixense.com/clicolors; logs of CI systems
// show colours although they are no terminals.
func (c *Command) colored(choice string) bool {
	switch {
	case choice != "auto":
		return choice == "always"
	case c.Getenv("NO_COLOR") != "":
		return false
	case c.Getenv("FORCE_COLOR") != "" || c.Getenv("CLICOLOR_FORCE") != "":
		return true
	case c.Getenv("TERM") == "dumb":
		return false
	case c.Getenv("GITHUB_ACTIONS") == "true" || c.Getenv("GITLAB_CI") == "true":
		return true
	}
	return isTerminal(c.Stdout)
}

// Screen says how wide lines on standard output can be, and whether it shows
// colours.
func (c *Command) Screen() (width int, color bool) {
	width = 80
	if f, ok := c.Stdout.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			width = w
		}
	}
	return width, c.colored("auto")
}

// progress is one line on a terminal that is written over; elsewhere silent.
type progress struct {
	w     io.Writer
	on    bool
	width int
}

func newProgress(c *Command) *progress {
	p := &progress{w: c.Stderr, on: isTerminal(c.Stderr) && c.Getenv("TERM") != "dumb", width: 80}
	if f, ok := c.Stderr.(*os.File); ok && p.on {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			p.width = width
		}
	}
	return p
}

func (p *progress) say(module, action, text string) {
	if !p.on {
		return
	}
	parts := []string{action}
	if module != "" && module != "." {
		parts = []string{module, action}
	}
	line := []rune(finding.Clean(strings.TrimSpace(strings.Join(parts, "  ") + "  " + text)))
	if len(line) > p.width-3 {
		line = line[:p.width-3]
	}
	fmt.Fprintf(p.w, "\r\x1b[K· %s", string(line))
}

// done wipes the line.
func (p *progress) done() {
	if p.on {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
