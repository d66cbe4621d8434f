package process

import (
	"fmt"
	"os"
	"sync"
)

// output keeps the head and the tail of what a process writes. It never makes
// the process wait, and a flood costs no memory.
type output struct {
	mu      sync.Mutex
	half    int // bytes of head, and of tail
	head    []byte
	tail    []byte // a ring, once it is half long
	next    int    // where the ring goes on
	total   int64
	dump    []byte // all from when capture was called
	maxDump int

	ended chan struct{} // nobody can write any more, or what is written is not read
}

func newOutput(limit int) *output {
	return &output{half: max(limit/2, 1), ended: make(chan struct{})}
}

// read copies until the last writer is gone.
func (o *output) read(r *os.File) {
	defer close(o.ended)
	defer r.Close()
	buffer := make([]byte, 64<<10) // what a pipe holds
	for {
		n, err := r.Read(buffer)
		o.add(buffer[:n])
		if err != nil {
			return
		}
	}
}

func (o *output) add(data []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.total += int64(len(data))
	o.dump = append(o.dump, data[:min(len(data), o.maxDump-len(o.dump))]...)
	n := min(len(data), o.half-len(o.head))
	o.head = append(o.head, data[:n]...)
	data = data[n:]
	data = data[max(0, len(data)-o.half):]
	n = min(len(data), o.half-len(o.tail))
	o.tail = append(o.tail, data[:n]...)
	for data = data[n:]; len(data) > 0; data = data[n:] {
		n = copy(o.tail[o.next:], data)
		o.next = (o.next + n) % o.half
	}
}

// bytes is what is kept, and says what was cut.
func (o *output) bytes() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := append([]byte{}, o.head...)
	if cut := o.total - int64(len(o.head)+len(o.tail)); cut > 0 {
		all = fmt.Appendf(all, "\n[%d bytes cut]\n", cut)
	}
	all = append(all, o.tail[o.next:]...)
	return append(all, o.tail[:o.next]...)
}

// last is at most n bytes of the end.
func (o *output) last(n int) string {
	all := o.bytes()
	return string(all[max(0, len(all)-n):])
}

// capture keeps all that is written from now on, at most limit bytes.
func (o *output) capture(limit int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.maxDump = limit
}

func (o *output) captured() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return string(o.dump)
}
