package dump

import "strings"

// Reasons why a goroutine does not go on.
const (
	ForLock      = "waits for a lock that is held"
	ForChannel   = "waits for a channel that nobody serves"
	ForEver      = "waits for what never comes"
	ForSelect    = "waits in a select of which no case comes"
	ForGroup     = "waits for goroutines that do not end"
	ForCondition = "waits for a condition that nobody signals"
	ForTime      = "sleeps"
	ForNetwork   = "waits for the network or a file"
	ForSystem    = "waits in a system call"
	ForPeer      = "waits for an answer of the peer"
	Running      = "runs: it is in an endless loop, or computes for long"
	Otherwise    = "waits"
)

// Stuck is a goroutine that holds a transaction up.
type Stuck struct {
	ID uint64
	// Reason is one of those above, State and Minutes the runtime's words.
	Reason, State string
	Minutes       int
	// Own is the innermost line of the chaincode's own code, the zero Place
	// when none is on the stack or the stack is not known.
	Own Place
	// Call is what Own called and is waiting in: sync.(*Mutex).Lock, the
	// shim's GetState; empty when it waits itself.
	Call string
	// Init says that the shim called Init, not Invoke.
	Init bool
	// Started are the goroutines that this one made and that have not ended,
	// at most eight. Before Go 1.21 nobody knows them.
	Started []Stuck
}

// maxStarted bounds Stuck.Started.
const maxStarted = 8

// Transactions are the goroutines of a dump that handle a transaction, in its
// order. Which transaction is which, it cannot say.
func Transactions(d *Dump, own Own) []Stuck {
	var list []Stuck
	index := map[uint64]int{}
	for i := range d.Goroutines {
		g := &d.Goroutines[i]
		ok, isInit := transaction(g)
		if !ok {
			continue
		}
		s := stuck(g, own)
		s.Init = isInit
		index[g.ID] = len(list)
		list = append(list, s)
	}
	for i := range d.Goroutines {
		g := &d.Goroutines[i]
		at, ok := index[g.Parent]
		if !ok || g.Parent == 0 {
			continue
		}
		if s := &list[at]; len(s.Started) < maxStarted {
			s.Started = append(s.Started, stuck(g, own))
		}
	}
	return list
}

// transaction says whether the goroutine is one that the shim makes for each
// transaction: in handleReady since Fabric 2.0 (shim/handler.go), in
// handleTransaction and handleInit before (core/chaincode/shim/handler.go).
func transaction(g *Goroutine) (is, isInit bool) {
	if name, ok := isShim(g.Creator.Function); ok && startsTransaction(name) {
		is = true
	}
	for i := len(g.Frames) - 1; i >= 0; i-- {
		name, ok := isShim(g.Frames[i].Function)
		if !ok {
			continue
		}
		switch name, _, _ = strings.Cut(name, ".func"); name {
		case "(*Handler).handleInit":
			return true, true
		case "(*Handler).handleTransaction", "(*Handler).handleStubInteraction":
			is = true
		}
	}
	return is, false
}

func startsTransaction(name string) bool {
	switch name {
	case "(*Handler).handleReady", "(*Handler).handleTransaction", "(*Handler).handleInit":
		return true
	}
	return false
}

func stuck(g *Goroutine, own Own) Stuck {
	s := Stuck{ID: g.ID, State: g.State, Minutes: g.Minutes}
	f, at := own.First(g.Frames)
	if at >= 0 {
		s.Own = f.Place
	}
	// The chaincode called what is just inside of its own line.
	if at > 0 {
		s.Call = g.Frames[at-1].Function
	}
	s.Reason = reason(g, at)
	return s
}

// reason looks at the calls inside of the chaincode's own, of which the
// innermost is at index own: before Go 1.20 the state of all that waits for a
// lock is "semacquire" (runtime2.go).
func reason(g *Goroutine, own int) string {
	if own < 0 {
		own = len(g.Frames)
	}
	for _, f := range g.Frames[:own] {
		if name, ok := isShim(f.Function); ok && strings.HasSuffix(name, ".sendReceive") {
			return ForPeer
		}
		switch f.Function {
		case "sync.(*Mutex).Lock", "sync.(*RWMutex).Lock", "sync.(*RWMutex).RLock":
			return ForLock
		case "sync.(*WaitGroup).Wait":
			return ForGroup
		}
	}
	state := strings.TrimSuffix(g.State, " (durable)")
	switch state {
	case "running", "runnable", "preempted", "copystack":
		return Running
	case "select":
		return ForSelect
	case "select (no cases)", "chan receive (nil chan)", "chan send (nil chan)":
		return ForEver
	case "chan receive", "chan send":
		return ForChannel
	case "sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock":
		return ForLock
	case "sync.WaitGroup.Wait":
		return ForGroup
	case "sync.Cond.Wait":
		return ForCondition
	case "sleep":
		return ForTime
	case "IO wait":
		return ForNetwork
	case "syscall":
		return ForSystem
	}
	return Otherwise
}
