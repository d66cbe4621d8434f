package dump

import "bytes"

// Parse reads the dump in a program's standard error: that of SIGQUIT, or of
// the panic or fatal error that ended it, or else all goroutines that the text
// has. Programs log stacks while they live (debug.Stack), which are not counted
// for what came after.
func Parse(log []byte) *Dump {
	if at := quit(log); at >= 0 {
		d := parse(log[at:], MaxGoroutines)
		d.Cut = !registers(log[at:])
		return d
	}
	if c, at := crash(log); c != nil && at >= 0 {
		return parse(log[at:], MaxGoroutines)
	}
	return parse(log, MaxGoroutines)
}

// quit is where the last dump for SIGQUIT begins, or -1. With
// GOTRACEBACK=crash each thread prints the line, after a line of dashes
// (signal_unix.go, sighandler).
func quit(log []byte) int {
	const line, relay = "SIGQUIT: quit\nPC=", "\n-----\n\n"
	for rest := log; ; {
		at := bytes.LastIndex(rest, []byte(line))
		if at < 0 {
			return -1
		}
		if !bytes.HasSuffix(rest[:at], []byte(relay)) {
			return at
		}
		rest = rest[:at]
	}
}

// registers says whether a dump for SIGQUIT has its end, which is the processor's
// registers (signal_*.go, dumpregs).
func registers(dump []byte) bool {
	for _, counter := range []string{"\nrip ", "\npc ", "\neip "} {
		if bytes.Contains(dump, []byte(counter)) {
			return true
		}
	}
	return false
}

// parser reads a dump line by line.
type parser struct {
	dump   *Dump
	max    int
	names  map[string]string // what is kept of the text, once each
	known  map[uint64]int    // where a goroutine is in dump
	frames int
	g      *Goroutine // that is being read, nil outside of one

	// The line before said the function of the place that comes now.
	function []byte
	inlined  bool
	creating bool
	nested   bool // in an ancestor
}

func parse(text []byte, limit int) *Dump {
	p := &parser{dump: &Dump{}, max: limit, names: map[string]string{}, known: map[uint64]int{}}
	for len(text) > 0 {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) > MaxLine {
			continue
		}
		if g, ok := header(line); ok {
			p.end()
			if limit == 1 && len(p.dump.Goroutines) == 1 {
				return p.dump
			}
			g.State = p.keep([]byte(g.State))
			p.g = &g
			continue
		}
		if p.g != nil {
			p.line(line)
		}
	}
	p.end()
	return p.dump
}

// line reads one line of a goroutine. What is none of the runtime's is passed
// over: other threads may write between any two lines.
func (p *parser) line(line []byte) {
	if len(line) == 0 {
		p.end()
		return
	}
	if line[0] == '\t' {
		if file, number, ok := place(line); ok && p.function != nil {
			p.add(file, number)
		} else if string(line) == "\tgoroutine running on other thread; stack unavailable" {
			p.g.Unavailable = true
		}
		return
	}
	if name, parent, ok := creator(line); ok {
		p.function, p.creating, p.inlined = name, true, false
		if !p.nested {
			p.g.Parent = parent
		}
		return
	}
	if name, inlined, ok := call(line); ok {
		p.function, p.creating, p.inlined = name, false, inlined
		return
	}
	switch {
	case bytes.HasPrefix(line, []byte("[originating from goroutine ")):
		p.nested, p.function = true, nil
		if len(p.g.Ancestors) < maxAncestors {
			p.g.Ancestors = append(p.g.Ancestors, nil)
		}
	case elided(line) && !p.nested:
		p.g.Elided = true
	}
}

// add keeps a place, of the function that the line before said.
func (p *parser) add(file []byte, number int) {
	function := p.function
	p.function = nil
	if string(function) == "panic" {
		function = []byte("runtime.gopanic")
	}
	if len(p.dump.Goroutines) >= p.max || !p.creating && isHidden(function) {
		return // nothing of it is kept
	}
	at := func() Place { return Place{p.keep(function), p.keep(file), number} }
	if p.creating {
		if !p.nested {
			p.g.Creator = at()
		}
		return
	}
	stack := &p.g.Frames
	if p.nested {
		stack = &p.g.Ancestors[len(p.g.Ancestors)-1]
	}
	if len(*stack) >= maxStack || p.frames >= MaxFrames {
		p.g.Elided = true
		return
	}
	p.frames++
	*stack = append(*stack, Frame{at(), p.inlined})
}

// end keeps the goroutine that was being read. One that was printed before is
// kept in the richer form: the thread that it ran on prints it a second time.
func (p *parser) end() {
	g := p.g
	p.g, p.function, p.creating, p.nested = nil, nil, false, false
	if g == nil {
		return
	}
	if at, ok := p.known[g.ID]; ok && g.ID != 0 {
		if old := &p.dump.Goroutines[at]; len(g.Frames) > len(old.Frames) {
			*old = *g
		}
		return
	}
	if len(p.dump.Goroutines) >= p.max {
		p.dump.Dropped++
		return
	}
	p.known[g.ID] = len(p.dump.Goroutines)
	p.dump.Goroutines = append(p.dump.Goroutines, *g)
}

// keep is text as a string of its own, the same one each time.
func (p *parser) keep(text []byte) string {
	if s, ok := p.names[string(text)]; ok {
		return s
	}
	s := string(text)
	p.names[s] = s
	return s
}
