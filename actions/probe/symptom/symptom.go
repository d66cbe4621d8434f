// Package symptom knows lines of a chaincode's log that say why it died, did
// not start, or will not live long: what each means and how it is cured.
//
// Each text is one that a source file prints, which the symptom names: of Go's
// runtime and standard library, of fabric-chaincode-go and the shim of Fabric
// 1.4, of contract-api and of gRPC.
//
// The log is that of a stranger, who may print the same lines to mislead: a
// symptom explains what was seen, and is never the only proof of it.
//
// It promises to read any log in linear time and to give each symptom once.
package symptom

import (
	"bytes"
	"slices"
)

// Symptom is one kind of line.
type Symptom struct {
	// Name is like a rule's: lower case, with hyphens.
	Name string
	// Fatal says that the process does not outlive it.
	Fatal bool
	// Meaning and Cure are sentences without a period at their end.
	Meaning, Cure string
	// Source is the file that prints it.
	Source string

	starts []string // a line begins with one of these
	texts  []string // or has one of these somewhere
}

// InvalidUTF8 is the name of the symptom of a key that the shim cannot send.
const InvalidUTF8 = "invalid-utf8"

// Match is a symptom that a log shows.
type Match struct {
	Symptom *Symptom
	// Line is the first line that shows it, from 1, and Text is it, at most
	// MaxText bytes; Count is how many lines do.
	Line  int
	Text  string
	Count int
}

// MaxText bounds Match.Text, in bytes.
const MaxText = 512

// Known are all symptoms. One that is part of another comes after it.
func Known() []*Symptom {
	var all []*Symptom
	for _, list := range [][]Symptom{runtimeSymptoms(), libraries(), contract(), transport(), shim(), system(), general()} {
		for i := range list {
			all = append(all, &list[i])
		}
	}
	return all
}

// chunk is how much of a log is looked at for all symptoms at once, in bytes.
const chunk = 64 << 10

// Scan gives what a log shows, in the order of the first lines. A line shows
// one symptom at most, the first that is Known.
func Scan(log []byte) []Match {
	s := scanner{index: map[*Symptom]int{}, line: 1}
	known := Known()
	for len(log) > 0 {
		end := len(log)
		if end > chunk {
			end = chunk
			if rest := bytes.IndexByte(log[end:], '\n'); rest >= 0 {
				end += rest + 1
			} else {
				end = len(log)
			}
		}
		s.lines(among(known, log[:end]), log[:end])
		log = log[end:]
	}
	return s.matches
}

// among are the symptoms of which a text stands in part of a log: of most logs
// none.
func among(known []*Symptom, part []byte) (list []*Symptom) {
	has := func(text string) bool { return bytes.Contains(part, []byte(text)) }
	for _, s := range known {
		if slices.ContainsFunc(s.starts, has) || slices.ContainsFunc(s.texts, has) {
			list = append(list, s)
		}
	}
	return list
}

type scanner struct {
	matches []Match
	index   map[*Symptom]int
	line    int // of what comes next
}

// lines reads whole lines.
func (r *scanner) lines(known []*Symptom, part []byte) {
	if len(known) == 0 {
		r.line += bytes.Count(part, []byte("\n"))
		return
	}
	for len(part) > 0 {
		var line []byte
		line, part, _ = bytes.Cut(part, []byte("\n"))
		if s := of(known, line); s != nil {
			r.add(s, line)
		}
		r.line++
	}
}

func (r *scanner) add(s *Symptom, line []byte) {
	at, ok := r.index[s]
	if !ok {
		at = len(r.matches)
		r.index[s] = at
		text := bytes.TrimSpace(line)
		text = bytes.ToValidUTF8(text[:min(len(text), MaxText)], nil)
		r.matches = append(r.matches, Match{Symptom: s, Line: r.line, Text: string(text)})
	}
	r.matches[at].Count++
}

func of(known []*Symptom, line []byte) *Symptom {
	starts := func(text string) bool { return bytes.HasPrefix(line, []byte(text)) }
	has := func(text string) bool { return bytes.Contains(line, []byte(text)) }
	for _, s := range known {
		if slices.ContainsFunc(s.starts, starts) || slices.ContainsFunc(s.texts, has) {
			return s
		}
	}
	return nil
}
