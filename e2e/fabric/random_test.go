//go:build e2efabric

package fabric

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
)

// mix draws calls at random, over few keys, so that they meet.
type mix struct {
	*rand.Rand
	policy string // one that both organisations' peers satisfy
}

func newMix(t *testing.T, seed int) *mix {
	t.Helper()
	envelope := &common.SignaturePolicyEnvelope{}
	some := &common.SignaturePolicy_NOutOf{N: 1}
	for i, organisation := range organisations {
		role := marshal(t, &msp.MSPRole{MspIdentifier: organisation + "MSP", Role: msp.MSPRole_PEER})
		envelope.Identities = append(envelope.Identities, &msp.MSPPrincipal{Principal: role})
		some.Rules = append(some.Rules, &common.SignaturePolicy{Type: &common.SignaturePolicy_SignedBy{SignedBy: int32(i)}})
	}
	envelope.Rule = &common.SignaturePolicy{Type: &common.SignaturePolicy_NOutOf_{NOutOf: some}}
	return &mix{rand.New(rand.NewPCG(uint64(seed), 0)), string(marshal(t, envelope))}
}

func one[T any](m *mix, list ...T) T { return list[m.IntN(len(list))] }

// key is one of a few keys; those of kitchen's Fill among them.
func (m *mix) key() string {
	switch m.IntN(4) {
	case 0:
		return fmt.Sprintf("f%04d", m.IntN(120))
	case 1:
		return one(m, "z\u00e9 \u4e16", "a\x00b", "\U0010ffff", "\x01", "é", " ")
	}
	return "k" + strconv.Itoa(m.IntN(6))
}

// bound is an end of a range, often none.
func (m *mix) bound() string {
	return one(m, "", "", "a", "f", "g", "k", "k3", "l", "\x00", "\x02", m.key())
}

func (m *mix) value() string {
	return one(m, "", "v", "\x00", "ü", strconv.Itoa(m.IntN(1000)), strings.Repeat("long ", m.IntN(100)))
}

func (m *mix) collection() string {
	if m.IntN(30) == 0 {
		return "nosuch"
	}
	// One more often than all, so that its keys meet.
	return one(m, "shared", "shared", collections[m.IntN(len(collections))].name)
}

// calls are so many.
func (m *mix) calls(t *testing.T, n int) iter.Seq[call] {
	return func(yield func(call) bool) {
		for range n {
			if !yield(m.next(t)) {
				return
			}
		}
	}
}

// next is a call of the kitchen, or of a list of steps.
func (m *mix) next(t *testing.T) call {
	t.Helper()
	c := m.kitchen()
	if m.IntN(2) == 0 {
		c = steps(t, m.steps(t, 2)...)
	}
	c.commit = m.IntN(3) > 0
	return c.from(one(m, "Org1", "Org1", "Org2"))
}

// kitchen is a call of one of the kitchen's functions.
func (m *mix) kitchen() call {
	number := strconv.Itoa
	switch m.IntN(24) {
	case 0:
		return function("kitchen", "PutNil", m.key())
	case 1:
		return function("kitchen", "Del", m.key())
	case 2:
		return function("kitchen", "Get", m.key())
	case 3:
		return function("kitchen", "Fill", one(m, "f", "k", "g"), number(m.IntN(210)))
	case 4:
		return function("kitchen", "ReadOwn", m.key(), m.value())
	case 5:
		return function("kitchen", "WriteTwice", m.key())
	case 6:
		return function("kitchen", "Range", m.bound(), m.bound())
	case 7:
		return function("kitchen", "RangeSome", m.bound(), m.bound(), number(m.IntN(230)))
	case 8:
		return function("kitchen", "RangeWrite", m.bound(), m.bound())
	case 9:
		return function("kitchen", "RangeAfterWrite", m.bound(), m.bound())
	case 10:
		return function("kitchen", "Page", m.bound(), m.bound(), number(m.IntN(130)), one(m, "", "", m.key()))
	case 11:
		return function("kitchen", "Composite", one(m, "bob", "eve"), number(m.IntN(9)))
	case 12:
		return function("kitchen", "History", m.key())
	case 13:
		return function("kitchen", "HistoryWrite", m.key())
	case 14:
		return function("kitchen", "Call", one(m, "asset", "kitchen", "nosuch", "k23"), one(m, "", channel, "elsewhere"), "Read", "a1")
	case 15:
		return function("kitchen", "Call2", "steps", "", "x", "y")
	case 16:
		return function("kitchen", "Event", one(m, "e", ""), m.value())
	case 17:
		return function("kitchen", one(m, "Policy", "Who", "Fail"), m.key())
	case 18:
		return function("kitchen", "TwoRanges", m.bound(), m.bound(), m.bound(), m.bound())
	case 19:
		return function("k23", one(m, "Batch", "Multi"), one(m, "b", "c"), number(m.IntN(1300)))
	}
	return m.private()
}

func (m *mix) private() call {
	name := m.collection()
	switch do := one(m, "PvtPut", "PvtPut", "PvtPut", "PvtGet", "PvtHash", "PvtDel", "PvtPurge", "PvtPolicy", "PvtRange", "PvtRangeWrite"); do {
	case "PvtPut":
		c := function("kitchen", do, name, m.key())
		c.Transient = map[string][]byte{"v": []byte(m.value())}
		return c
	case "PvtRange", "PvtRangeWrite":
		return function("kitchen", do, name, m.bound(), m.bound())
	default:
		return function("kitchen", do, name, m.key())
	}
}

// steps are several, and now and then a status to end with. Calls of another
// chaincode hold such a list again, so many levels deep.
func (m *mix) steps(t *testing.T, deep int) (list []step) {
	t.Helper()
	for range 1 + m.IntN(7) {
		s := m.step(t, deep)
		// With a policy set blindly the network could end (fatal_test.go).
		switch s.Do {
		case "setpolicy":
			list = append(list, step{Do: "get", Key: s.Key})
		case "privatesetpolicy":
			list = append(list, step{Do: "privatehash", Collection: s.Collection, Key: s.Key})
		}
		list = append(list, s)
	}
	if m.IntN(12) == 0 {
		list = append(list, step{Do: "answer", N: one(m, 200, 250, 399, 400, 500), Value: m.value()})
	}
	return list
}

// step is one call of the stub.
func (m *mix) step(t *testing.T, deep int) step {
	t.Helper()
	s := step{Key: m.key(), Value: m.value(), N: m.IntN(160)}
	s.Do = one(m, "get", "get", "put", "put", "put", "del", "policy", "setpolicy", "several", "range", "page", "composite", "putcomposite",
		"compositepage", "allcomposite", "fill", "rich", "history", "event", "batch", "finish", "call", "open", "next", "next", "close",
		"private", "private", "private", "private")
	switch s.Do {
	case "private":
		s.Do += one(m, "get", "get", "put", "put", "put", "del", "purge", "hash", "several", "policy", "setpolicy", "range", "composite", "rich")
		s.Collection = m.collection()
	case "open", "next", "close":
		s.Value = one(m, "one", "two")
	case "fill":
		s.N = one(m, 3, 50, 51, 99, 100, 101, 130)
	case "call":
		s.Key = one(m, "steps", "initial", "initial", "initial", "kitchen", "nosuch")
		s.Value = "Get"
		if deep > 0 {
			s.Value = string(steps(t, m.steps(t, deep-1)...).Args[0])
		}
	case "page":
		s.Value = one(m, "", m.key())
	}
	switch s.Do {
	case "range", "page", "open", "privaterange":
		s.Key, s.End = m.bound(), m.bound()
	case "several", "privateseveral":
		for range m.IntN(5) {
			s.Keys = append(s.Keys, one(m, "", m.key(), m.key(), m.key()))
		}
	case "putcomposite":
		s.Key, s.Keys = one(m, "owner~id", "é"), []string{one(m, "bob", "eve"), strconv.Itoa(m.IntN(5))}
	case "composite", "compositepage", "privatecomposite":
		s.Key, s.Keys = one(m, "owner~id", "é"), []string{one(m, "bob", "eve")}
	case "setpolicy", "privatesetpolicy":
		s.Value = m.policy
	}
	if s.Do == "compositepage" || s.Do == "allcomposite" {
		s.N, s.Value = m.IntN(5), ""
	}
	return s
}
