package process

import (
	"fmt"
	"strings"
	"unicode"
)

// Unfit is the error of a binary that cannot be started.
type Unfit struct{ Path, Why string }

func (e *Unfit) Error() string { return e.Path + " " + e.Why }

// Ended is the error of a process that was over before it connected.
type Ended struct {
	Exit Exit
	Log  string // the end of what it wrote
	// Told says that it was passed -peer.address, which a program that reads
	// its arguments itself may not know: Program.OnlyServer leaves it out.
	Told bool
}

func (e *Ended) Error() string {
	return "the chaincode ended before it connected: " + e.Exit.String() + lastWords(e.Log)
}

// FlagUnknown says that it ended because it does not know -peer.address.
func (e *Ended) FlagUnknown() bool { return e.Told && strings.Contains(e.Log, "peer.address") }

// Silent is the error of a process that did not connect in time.
type Silent struct {
	Listens []string // addresses that it listens on
	Want    string   // the one that it was told
	Log     string   // the end of what it wrote
}

func (e *Silent) Error() string {
	if len(e.Listens) > 0 {
		return fmt.Sprintf("the chaincode listens on %s, want %s (CHAINCODE_SERVER_ADDRESS)%s",
			strings.Join(e.Listens, ", "), e.Want, lastWords(e.Log))
	}
	return fmt.Sprintf("the chaincode neither listened on %s (CHAINCODE_SERVER_ADDRESS) nor dialled the peer in time%s", e.Want, lastWords(e.Log))
}

func (e Exit) String() string {
	var text string
	switch {
	case e.Signal != "":
		text = "signal: " + e.Signal
	default:
		text = fmt.Sprintf("exit code %d", e.Code)
	}
	if e.Why != "" {
		text += " (" + e.Why + ")"
	}
	return text
}

// maxTail and maxWords bound, in bytes, the output that an error keeps and what
// it shows of it.
const (
	maxTail  = 8 << 10
	maxWords = 200
)

// lastWords is the line that says most: where Go died, else the last one.
func lastWords(log string) string {
	var words string
	for line := range strings.Lines(log) {
		line = strings.TrimSpace(strings.Map(printable, line))
		if line == "" {
			continue
		}
		words = line
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			break
		}
	}
	switch {
	case words == "":
		return "; it wrote nothing"
	case len(words) > maxWords:
		words = strings.ToValidUTF8(words[:maxWords], "") + "..."
	}
	return "; its last words: " + words
}

func printable(r rune) rune {
	if unicode.IsPrint(r) || r == '\t' {
		return r
	}
	return -1
}
