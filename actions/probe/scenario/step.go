package scenario

import (
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

func (r *reader) steps(node ast.Node) {
	r.scenario.Steps = []Step{}
	r.list("steps", node, func(node ast.Node) {
		at := first(node).Position
		s := Step{Line: at.Line, Column: at.Column}
		switch n := node.(type) {
		case *ast.MappingNode, *ast.MappingValueNode:
			r.step(&s, node)
		case *ast.SequenceNode:
			r.short(&s, n)
		default:
			r.call(&s, node)
		}
		r.scenario.Steps = append(r.scenario.Steps, s)
	})
}

func (s *Step) at(node ast.Node) {
	p := first(node).Position
	s.places = append(s.places, place{p.Line, p.Column})
}

func (r *reader) call(s *Step, node ast.Node) {
	s.at(node)
	r.text("call", &s.Call)(node)
}

// short reads [Function, argument, ...].
func (r *reader) short(s *Step, node *ast.SequenceNode) {
	if len(node.Values) == 0 {
		r.fail(node, "got a step without a function, want one such as [Function, argument], or {args: []} for no arguments at all")
		return
	}
	r.call(s, node.Values[0])
	for _, element := range node.Values[1:] {
		r.argument(s, element, r.bytes)
	}
}

// argument reads one argument in one of the ways that there are.
func (r *reader) argument(s *Step, node ast.Node, read func(string, *[]byte) func(ast.Node)) {
	s.at(node)
	var b []byte
	read("argument", &b)(node)
	s.Args = append(s.Args, b)
}

func (r *reader) step(s *Step, node ast.Node) {
	arguments := func(what string, read func(string, *[]byte) func(ast.Node)) func(ast.Node) {
		return func(node ast.Node) {
			r.list(what, node, func(node ast.Node) { r.argument(s, node, read) })
		}
	}
	var calls []place
	seen := r.mapping("the step", node, fields{
		"call": func(node ast.Node) {
			args := s.places
			s.places = nil
			r.call(s, node)
			calls, s.places = s.places, args
		},
		"args":        arguments("args", r.bytes),
		"args64":      arguments("args64", r.base64),
		"transient":   func(node ast.Node) { r.transient(s, "transient", node, r.bytes) },
		"transient64": func(node ast.Node) { r.transient(s, "transient64", node, r.base64) },
		"as": func(node ast.Node) {
			r.name("as", &s.As)(node)
			r.checks = append(r.checks, func() { r.identity(node, s.As) })
		},
		"at":        r.time("at", &s.At),
		"init":      r.flag("init", &s.Init),
		"evaluate":  r.flag("evaluate", &s.Evaluate),
		"repeat":    r.number("repeat", 1, MaxRepeat, func(n uint64) { s.Repeat = int(n) }),
		"nonce64":   r.base64("nonce64", &s.Nonce),
		"creator64": r.base64("creator64", &s.Creator),
		"expect":    func(node ast.Node) { r.expect(s, node) },
	})
	s.Bare = seen["call"] == nil
	if s.Bare {
		p := first(node).Position
		calls = []place{{p.Line, p.Column}}
		if seen["args"] == nil && seen["args64"] == nil {
			r.fail(node, "the step has no call, want one such as call: Function")
		}
	}
	s.places = append(calls, s.places...)
	r.without("the step", "args", seen, "args64")
	r.without("the step", "as", seen, "creator64")
	if s.Repeat > 1 {
		// The peer refuses a transaction ID that it knows.
		r.without("the step", "repeat", seen, "nonce64")
	}
}

func (r *reader) transient(s *Step, what string, node ast.Node, read func(string, *[]byte) func(ast.Node)) {
	if s.Transient == nil {
		s.Transient = map[string][]byte{}
	}
	r.pairs(what, node, func(key string, at *token.Token, node ast.Node) {
		if _, twice := s.Transient[key]; twice {
			r.failAt(at, "key %q stands in transient and transient64, want it once", key)
		}
		if !utf8.ValidString(key) {
			r.failAt(at, "%s: got a key that is not UTF-8, want one that is", what)
		}
		var b []byte
		read(shorten(key), &b)(node)
		s.Transient[key] = b
	})
}

// The statuses that a response can have and a peer takes (shim, OK and
// ERRORTHRESHOLD; core/endorser/endorser.go).
const (
	lowStatus  = 100
	highStatus = 599
)

func (r *reader) expect(s *Step, node ast.Node) {
	e := &Expect{}
	seen := r.mapping("expect", node, fields{
		"status":    r.number("status", lowStatus, highStatus, func(n uint64) { e.Status = int32(n) }),
		"message":   r.name("message", &e.Message),
		"payload":   r.bytes("payload", &e.Payload),
		"payload64": r.base64("payload64", &e.Payload),
		"event":     func(node ast.Node) { r.event(e, node) },
		"fails": func(node ast.Node) {
			if r.flag("fails", &e.Fails)(node); !e.Fails {
				r.fail(node, "fails: got %s, want true, or status: 200 for a step that may not fail", kindOf(node))
			}
		},
	})
	r.without("expect", "payload", seen, "payload64")
	r.without("expect", "fails", seen, "event")
	if len(seen) == 0 {
		r.fail(node, "expect: got nothing, want status, message, payload, event or fails")
	}
	s.Expect = e
}

func (r *reader) event(e *Expect, node ast.Node) {
	if _, ok := scalar(node); ok {
		r.name("event", &e.Event)(node)
		return
	}
	seen := r.mapping("event", node, fields{
		"name": r.name("name", &e.Event), "payload": r.bytes("payload", &e.EventPayload), "payload64": r.base64("payload64", &e.EventPayload),
	})
	if seen["name"] == nil {
		r.fail(node, "event: got no name, want one")
	}
	r.without("event", "payload", seen, "payload64")
}

// second is how far apart proposals are that do not say when they are made.
const second = time.Second
