package scenario

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode/utf8"
)

// Write writes the scenario as a file that Parse reads as the same scenario.
// What the file had from others stands in it in place. A Call that is no
// UTF-8 is written as a step without one.
//
// The text is made here and not by goccy/go-yaml's encoder, which loses
// carriage returns and strings of blanks (v1.19.2).
func (s *Scenario) Write(w io.Writer) error {
	b := &writer{}
	b.line("", "channel", quote(s.Channel), "")
	b.line("", "chaincode", quote(s.Chaincode), "")
	b.line("", "peer", s.Peer, "")
	b.line("", "seed", fmt.Sprint(s.Seed), "0")
	if !s.Start.IsZero() {
		b.line("", "start", stamp(s.Start), "")
	}
	b.section("identities", len(s.Identities))
	for _, i := range s.Identities {
		b.text("  %s: {%s}\n", quote(i.Name), i.pairs())
	}
	b.section("collections", len(s.Collections))
	for _, c := range s.Collections {
		b.text("  - {%s}\n", c.pairs())
	}
	b.entries(s.Entries)
	b.section("needs", len(s.Needs))
	for _, n := range s.Needs {
		var p pairs
		p.add("binary", n.Binary)
		p.add("dir", n.Dir)
		b.text("  %s: {%s}\n", quote(n.Name), p)
	}
	if len(s.Steps) == 0 {
		b.text("steps: []\n")
	} else {
		b.section("steps", len(s.Steps))
	}
	for i := range s.Steps {
		b.step(&s.Steps[i])
	}
	if b.Len() > MaxFile {
		return fmt.Errorf("writing a scenario: %w", &tooLarge{int64(b.Len()), MaxFile})
	}
	_, err := w.Write(b.Bytes())
	return err
}

type writer struct{ bytes.Buffer }

func (b *writer) text(format string, args ...any) { fmt.Fprintf(&b.Buffer, format, args...) }

// line writes a key whose value is neither "" nor what goes without saying.
func (b *writer) line(indent, key, value, otherwise string) {
	if value != "" && value != otherwise {
		b.text("%s%s: %s\n", indent, key, value)
	}
}

func (b *writer) section(name string, n int) {
	if n > 0 {
		b.text("%s:\n", name)
	}
}

// entries writes public state, then private by collection.
func (b *writer) entries(entries []Entry) {
	private := map[string][]Entry{}
	for _, e := range entries {
		private[e.Collection] = append(private[e.Collection], e)
	}
	b.section("state", len(private[""]))
	for _, e := range private[""] {
		b.text("  - {%s}\n", e.pairs())
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(private)), func(name string) bool { return name == "" })
	b.section("private", len(names))
	for _, name := range names {
		b.text("  %s:\n", quote(name))
		for _, e := range private[name] {
			b.text("    - {%s}\n", e.pairs())
		}
	}
}

func (b *writer) step(s *Step) {
	var p pairs
	input, form := s.Args, s.Bare
	if !form && !utf8.ValidString(s.Call) {
		input, form = s.Input(), true
	}
	if !form {
		p.put("call", quote(s.Call))
	}
	switch {
	case !texts(input):
		p.put("args64", list(input, base64Of))
	case len(input) > 0 || form:
		p.put("args", list(input, func(arg []byte) string { return quote(string(arg)) }))
	}
	clear, opaque := transient(s.Transient)
	if s.Transient != nil && clear+opaque == "" {
		p.put("transient", "{}")
	}
	p.braces("transient", clear)
	p.braces("transient64", opaque)
	p.add("as", s.As)
	if !s.At.IsZero() {
		p.put("at", stamp(s.At))
	}
	p.flag("init", s.Init)
	p.flag("evaluate", s.Evaluate)
	if s.Repeat > 0 {
		p.put("repeat", fmt.Sprint(s.Repeat))
	}
	p.bytes64("nonce64", s.Nonce)
	p.bytes64("creator64", s.Creator)
	if s.Expect != nil {
		p.braces("expect", s.Expect.pairs().String())
	}
	for i, pair := range p {
		b.text("  %c %s\n", "- "[min(i, 1)], pair)
	}
}

func transient(m map[string][]byte) (clear, opaque string) {
	var text, other pairs
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if utf8.Valid(m[key]) {
			text.put(quote(key), quote(string(m[key])))
		} else {
			other.put(quote(key), base64Of(m[key]))
		}
	}
	return text.String(), other.String()
}

func (i Identity) pairs() (p pairs) {
	p.put("msp", quote(i.MSP))
	p.add("name", i.CommonName)
	if len(i.Units) > 0 {
		p.put("units", list(i.Units, quote))
	}
	var attributes pairs
	for _, name := range slices.Sorted(maps.Keys(i.Attributes)) {
		attributes.put(quote(name), quote(i.Attributes[name]))
	}
	p.braces("attributes", attributes.String())
	p.add("certificate", string(i.Certificate))
	return p
}

func (c Collection) pairs() (p pairs) {
	p.put("name", quote(c.Name))
	p.add("policy", c.Policy)
	if !c.Member {
		p.put("member", "false")
	}
	p.flag("memberOnlyRead", c.MemberOnlyRead)
	p.flag("memberOnlyWrite", c.MemberOnlyWrite)
	if c.RequiredPeerCount != 0 {
		p.put("requiredPeerCount", fmt.Sprint(c.RequiredPeerCount))
	}
	if c.MaxPeerCount != 1 {
		p.put("maxPeerCount", fmt.Sprint(c.MaxPeerCount))
	}
	if c.BlockToLive != 0 {
		p.put("blockToLive", fmt.Sprint(c.BlockToLive))
	}
	return p
}

func (e Entry) pairs() (p pairs) {
	if parts := splitKey(e.Key); parts != nil {
		p.put("composite", list(parts, quote))
	} else {
		p.put("key", quote(e.Key))
	}
	p.either("value", "base64", e.Value)
	p.add("namespace", e.Namespace)
	return p
}

func (e *Expect) pairs() (p pairs) {
	if e.Status != 0 {
		p.put("status", fmt.Sprint(e.Status))
	}
	p.add("message", e.Message)
	p.either("payload", "payload64", e.Payload)
	p.flag("fails", e.Fails)
	if e.EventPayload == nil {
		p.add("event", e.Event)
		return p
	}
	event := pairs{"name: " + quote(e.Event)}
	event.either("payload", "payload64", e.EventPayload)
	p.braces("event", event.String())
	return p
}
