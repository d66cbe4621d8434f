package dump

import (
	"bytes"
	"strings"
)

// Kinds of crashes.
const (
	Panic  = "panic"
	Fatal  = "fatal error" // nothing recovers it
	Signal = "signal"      // in the runtime or in C
)

// Crash is how a program died.
type Crash struct {
	// Kind is Panic, Fatal or Signal.
	Kind string
	// Message is what the last panic, the one that ended the program, said, or
	// the fatal error; at most MaxLine bytes. Earlier are the panics during
	// whose deferred calls it came, in their order; Recovered says that the
	// last one of all was recovered and panicked again with the same value.
	Message   string
	Earlier   []string
	Recovered bool
	// Detail is the runtime's line in brackets: "[signal SIGSEGV: ...]".
	Detail string
	// Goroutine is the one that died, nil where the text has none
	// (GOTRACEBACK=none).
	Goroutine *Goroutine
	// Line is where it begins in the log, from 1.
	Line int
}

// Died is the last crash in a program's standard error, nil when there is none.
// A log line that looks like one counts only when a stack, or nothing at all,
// comes after it.
func Died(log []byte) *Crash {
	c, at := crash(log)
	if c != nil && at >= 0 {
		if d := parse(log[at:], 1); len(d.Goroutines) > 0 {
			c.Goroutine = &d.Goroutines[0]
		}
	}
	return c
}

// Where is the line of the chaincode's own code to look at: the one whose call
// panicked first, when deferred calls panicked again.
func (c *Crash) Where(own Own) (Frame, bool) {
	if c.Goroutine == nil {
		return Frame{}, false
	}
	frames := c.Goroutine.Frames
	for i := len(frames) - 1; i >= 0; i-- {
		if frames[i].Function != "runtime.gopanic" {
			continue
		}
		if f, at := own.First(frames[i+1:]); at >= 0 {
			return f, true
		}
		break
	}
	f, at := own.First(frames)
	return f, at >= 0
}

// patience is how many lines may stand between a message and its stack.
const patience = 256

// reading is a crash of which the stack has not come yet.
type reading struct {
	crash *Crash
	lines int
	open  bool // its message may go on
}

// crash is the last crash, without its goroutine, and where this begins in the
// log, -1 where there is none.
func crash(log []byte) (*Crash, int) {
	var last *Crash
	var now reading
	at, offset, number := -1, 0, 0
	for offset < len(log) {
		begin := offset
		line, rest, _ := bytes.Cut(log[offset:], []byte("\n"))
		offset = len(log) - len(rest)
		number++
		line = bytes.TrimSuffix(line, []byte("\r"))
		if now.crash != nil {
			if _, ok := header(line); ok {
				if !bytes.HasPrefix(rest, []byte("runtime/debug.Stack(")) { // logged, and lived
					last, at = now.crash, begin
				}
				now = reading{}
				continue
			}
			if now.more(line) {
				continue
			}
			if bytes.HasSuffix(line, []byte("SIGQUIT: quit")) {
				now = reading{} // it lived until it was told to quit
				continue
			}
			if now.lines++; now.lines > patience {
				now = reading{}
			}
		}
		if c := opening(line, rest); c != nil {
			c.Line = number
			now = reading{crash: c, open: true}
		}
	}
	if last == nil && now.crash != nil && now.open {
		return now.crash, -1
	}
	return last, at
}

// opening reads the first line of a crash.
func opening(line, rest []byte) *Crash {
	if text, ok := bytes.CutPrefix(line, []byte("panic: ")); ok {
		c := &Crash{Kind: Panic}
		c.say(text)
		return c
	}
	if text, ok := bytes.CutPrefix(line, []byte("fatal error: ")); ok {
		return &Crash{Kind: Fatal, Message: short(text)}
	}
	// A signal that the runtime does not turn into a panic (signal_unix.go,
	// fatalsignal). SIGQUIT is how the program was told to print.
	if bytes.HasPrefix(line, []byte("SIG")) && bytes.HasPrefix(rest, []byte("PC=")) && !bytes.HasPrefix(line, []byte("SIGQUIT")) {
		return &Crash{Kind: Signal, Message: short(line)}
	}
	return nil
}

// more reads a further line of the message, if it is one.
func (r *reading) more(line []byte) bool {
	c := r.crash
	switch {
	case !r.open:
		return false
	case len(line) == 0:
		// An end, but for what nothing comes after.
		r.open = false
	case bytes.HasPrefix(line, []byte("[signal ")):
		c.Detail = short(line)
	case bytes.HasPrefix(line, []byte("\tpanic: ")):
		if len(c.Earlier) < maxAncestors {
			c.Earlier = append(c.Earlier, c.Message)
		}
		c.say(line[len("\tpanic: "):])
	case bytes.HasPrefix(line, []byte("panic: ")), bytes.HasPrefix(line, []byte("fatal error: ")), bytes.HasSuffix(line, []byte("SIGQUIT: quit")):
		return false // another one: the runtime indents a panic that belongs to this
	case c.Kind == Panic && len(c.Message)+len(line) < MaxLine:
		// The runtime indents further lines of a message since Go 1.18
		// (print.go, printindented).
		c.say(append([]byte(c.Message+"\n"), bytes.TrimPrefix(line, []byte("\t"))...))
	}
	r.lines++
	return r.lines <= patience
}

// say sets the message, without the runtime's marks (panic.go, printpanics).
func (c *Crash) say(text []byte) {
	message := short(text)
	c.Recovered = false
	for _, mark := range []string{" [recovered, repanicked]", " [recovered]"} { // Go 1.25; before
		if cut, ok := strings.CutSuffix(message, mark); ok {
			message, c.Recovered = cut, mark != " [recovered]"
		}
	}
	c.Message = message
}

func short(text []byte) string { return string(text[:min(len(text), MaxLine)]) }
