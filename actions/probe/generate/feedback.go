package generate

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// Bounds of what is looked at.
const (
	maxMessage = 4 << 10
	maxPayload = 256 << 10
)

// refused is the first status that no peer signs (shim.ERRORTHRESHOLD).
const refused = 400

// Feedback tells what a step was answered; nil for no response. It may be left
// out, and then nothing is learned.
func (g *Generator) Feedback(step *scenario.Step, r *protos.Response) {
	at := slices.IndexFunc(g.functions, func(f *function) bool { return f.called(step) })
	if at < 0 || step.Bare {
		return
	}
	f := g.functions[at]
	f.status, f.message = r.GetStatus(), short(r.GetMessage())
	if r == nil {
		return
	}
	who := slices.IndexFunc(g.input.Identities, func(i scenario.Identity) bool { return i.Name == step.As })
	if r.Status < refused {
		kept := *step
		f.recipe, f.again = &kept, 0
		if f.good++; f.good == 1 && !f.asksWho() {
			g.enough(f)
		}
		f.failed = map[int]int{}
		g.succeeded(f, step)
		g.harvest(f, r.Payload)
		return
	}
	// The peer's own words (statedb/stateleveldb): rich queries need CouchDB.
	f.hopeless = f.hopeless || strings.Contains(f.message, "not supported for leveldb")
	if f.hopeless {
		g.enough(f)
		return
	}
	f.failed[who]++
	if g.learn(f, step) && f.again < 12 && f.good == 0 {
		f.again++
		g.soon(f)
	}
}

// called says whether a step calls the function.
func (f *function) called(step *scenario.Step) bool {
	if f.Call != step.Call || f.Init != step.Init || len(step.Args) < len(f.Prefix) {
		return false
	}
	for i, word := range f.Prefix {
		if string(step.Args[i]) != word {
			return false
		}
	}
	return true
}

// enough takes the other tries of a function out of the round.
func (g *Generator) enough(f *function) {
	g.queue = slices.DeleteFunc(g.queue, func(one *function) bool { return one == f })
}

func short(message string) string {
	return strings.ToValidUTF8(message[:min(len(message), maxMessage)], "")
}

// succeeded notes what is there now, and what is not any more.
func (g *Generator) succeeded(f *function, step *scenario.Step) {
	var ids []string
	if f.Init { // what the channel begins with: accounts, and what they hold
		for _, arg := range step.Args {
			keep(&g.pools.ids, string(arg))
		}
		return
	}
	if i := len(f.Prefix); len(step.Args) > i && g.textual(f, i) && (f.kinds[i] == id || f.kinds[i] == unknown) {
		ids = append(ids, string(step.Args[i]))
	}
	for _, value := range append(slices.Clone(step.Args), values(step.Transient)...) {
		var m map[string]any
		if len(value) > 0 && value[0] == '{' && json.Unmarshal(value, &m) == nil {
			for _, name := range slices.Sorted(maps.Keys(m)) {
				if text, ok := m[name].(string); ok && kindOf(name) == id {
					ids = append(ids, text)
				}
			}
		}
	}
	for _, one := range ids {
		switch f.verb {
		case create:
			if keep(&g.pools.ids, one); len(one) < 20 || g.focus == "" {
				g.focus = one
			}
		case remove:
			drop(&g.pools.ids, one)
		}
	}
}

func values(m map[string][]byte) (list [][]byte) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		list = append(list, m[key])
	}
	return list
}

// textual says whether an argument is a string.
func (g *Generator) textual(f *function, i int) bool {
	if !f.Typed {
		return i < f.count
	}
	return i < len(f.Parameters) && isText(g.resolve(f.Parameters[i].Schema))
}

func isText(s *contract.Schema) bool { return s.Type == "string" || s.Type == "" }

// harvest keeps what an answer names. A text without a name is called what the
// function is called: ClientAccountID answers an account.
func (g *Generator) harvest(f *function, payload []byte) {
	if len(payload) == 0 || len(payload) > maxPayload {
		return
	}
	if c := payload[0]; (c == '{' || c == '[') && json.Valid(payload) {
		d := json.NewDecoder(bytes.NewReader(payload))
		d.UseNumber()
		var value any
		_ = d.Decode(&value) // it is valid
		g.walk("", value, 0)
		return
	}
	// What else is JSON is a text too: the ID 5e6 is no number.
	if len(payload) == 2*sha256.Size && f.verb != read {
		keep(&g.pools.ids, string(payload)) // a transaction's ID, or a digest: what it is to be called by from now on
	}
	if f.verb == create && len(payload) < 200 && !bytes.ContainsAny(payload, " \n{[") {
		keep(&g.pools.ids, string(payload)) // what was made, by the name that the chaincode gave it
		g.focus = string(payload)
	}
	if f.asksWho() && utf8.Valid(payload) {
		keep(&g.pools.accounts, string(payload))
	}
}

func (g *Generator) walk(name string, value any, depth int) {
	if depth > deep {
		return
	}
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			g.walk(key, v[key], depth+1)
		}
	case []any:
		for _, one := range v[:min(len(v), maxPool)] {
			g.walk(name, one, depth+1)
		}
	case string:
		switch kindOf(name) {
		case id:
			keep(&g.pools.ids, v)
		case party:
			keep(&g.pools.parties, v)
		case organisation:
			keep(&g.pools.organisations, v)
		case bookmark:
			keep(&g.pools.bookmarks, v)
		case word:
			keep(&g.pools.words, v)
		}
	}
}
