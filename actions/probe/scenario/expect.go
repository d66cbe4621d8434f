package scenario

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// Mismatch is one thing that a step did not answer as it should.
type Mismatch struct {
	// What is status, message, payload, event, event payload, or endorsement.
	What      string
	Got, Want string
}

func (m Mismatch) String() string { return fmt.Sprintf("%s: got %s, want %s", m.What, m.Got, m.Want) }

// Check compares an answer with what the step expects. An endorsement without
// a response, or none, is a failure of the chaincode.
func Check(step *Step, e *peer.Endorsement) (list []Mismatch) {
	want := step.Expect
	if want == nil {
		return nil
	}
	add := func(what, got, want string) { list = append(list, Mismatch{what, got, want}) }
	if e == nil || e.Response == nil {
		if want.Status != 0 || want.Message != "" || want.Payload != nil || want.Event != "" {
			add("endorsement", "no response", "one")
		}
		return list
	}
	r := e.Response
	if want.Fails && e.Endorsed() {
		add("endorsement", fmt.Sprintf("status %d", r.Status), "a failure")
	}
	if want.Status != 0 && r.Status != want.Status {
		got := fmt.Sprint(r.Status)
		if r.Message != "" {
			got += fmt.Sprintf(" %q", shorten(r.Message))
		}
		add("status", got, fmt.Sprint(want.Status))
	}
	if !strings.Contains(r.Message, want.Message) {
		add("message", fmt.Sprintf("%q", shorten(r.Message)), fmt.Sprintf("%q in it", shorten(want.Message)))
	}
	if want.Payload != nil && !same(r.Payload, want.Payload) {
		add("payload", show(r.Payload), show(want.Payload))
	}
	if want.Event == "" {
		return list
	}
	switch name := e.Event.GetEventName(); {
	case e.Event == nil:
		add("event", "none", fmt.Sprintf("%q", want.Event))
	case name != want.Event:
		add("event", fmt.Sprintf("%q", shorten(name)), fmt.Sprintf("%q", want.Event))
	case want.EventPayload != nil && !same(e.Event.Payload, want.EventPayload):
		add("event payload", show(e.Event.Payload), show(want.EventPayload))
	}
	return list
}

func show(b []byte) string { return fmt.Sprintf("%q", shorten(string(b))) }

// same says whether two payloads are the same bytes, or the same JSON with its
// numbers as they are written.
func same(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	x, inA := value(a)
	y, inB := value(b)
	return inA && inB && reflect.DeepEqual(x, y)
}

func value(b []byte) (v any, ok bool) {
	if !json.Valid(b) {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	return v, d.Decode(&v) == nil
}

// Validate asks check about every call before anything runs, such as
// contract.Metadata.Check, and says at the place of the function, or of the
// argument that check names by its index, what it thinks. An index below 0 is
// the function's. A step that should fail is not asked about: wrong arguments
// may be its point. Nor is a call of Init without a function.
func (s *Scenario) Validate(check func(call string, args [][]byte) (argument int, err error)) error {
	r := &reader{path: s.Path}
	for i := range s.Steps {
		step := &s.Steps[i]
		if e := step.Expect; e != nil && (e.Fails || e.Status >= 400) {
			continue
		}
		call, args, skip := step.Call, step.Args, 0
		if step.Bare {
			call = ""
			if len(args) > 0 {
				call, args, skip = string(args[0]), args[1:], 1
			}
		}
		if step.Init && call == "" {
			continue
		}
		argument, err := check(call, args)
		if err == nil {
			continue
		}
		at := place{step.Line, step.Column}
		if n := argument + 1 + skip; n >= 0 && n < len(step.places) {
			at = step.places[n]
		}
		r.add(mistake(r.path, s.source, max(1, at.line), max(1, at.column), "%v", err))
	}
	return errors.Join(r.errs...)
}
