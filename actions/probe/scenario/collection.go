package scenario

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// maxCollections is the largest collections file, in bytes.
const maxCollections = 1 << 20

// collections reads the file that `peer lifecycle chaincode
// approveformyorg --collections-config` takes, or a list in place.
func (r *reader) collections(node ast.Node) {
	if name, ok := scalar(node); ok {
		if data := r.file(node, name, maxCollections); data != nil {
			r.config(node, name, data)
		}
		return
	}
	r.list("collections", node, func(node ast.Node) {
		c := Collection{Member: true, MaxPeerCount: 1}
		if _, ok := scalar(node); ok {
			r.text("collection", &c.Name)(node)
		} else {
			count := func(into *int) func(uint64) { return func(n uint64) { *into = int(n) } }
			seen := r.mapping("the collection", node, fields{
				"name":              r.text("name", &c.Name),
				"policy":            r.name("policy", &c.Policy),
				"member":            r.flag("member", &c.Member),
				"memberOnlyRead":    r.flag("memberOnlyRead", &c.MemberOnlyRead),
				"memberOnlyWrite":   r.flag("memberOnlyWrite", &c.MemberOnlyWrite),
				"requiredPeerCount": r.number("requiredPeerCount", 0, math.MaxInt32, count(&c.RequiredPeerCount)),
				"maxPeerCount":      r.number("maxPeerCount", 0, math.MaxInt32, count(&c.MaxPeerCount)),
				"blockToLive":       r.number("blockToLive", 0, math.MaxInt64, func(n uint64) { c.BlockToLive = n }),
			})
			if seen["name"] == nil {
				r.fail(node, "the collection has no name, want one")
				return
			}
		}
		r.define(c, func(format string, args ...any) { r.fail(node, format, args...) })
	})
}

// collectionName is what the peer takes (core/chaincode/lifecycle/scc.go),
// and the collections that every organisation has without being asked
// (core/chaincode/implicitcollection).
func collectionName(name string) bool {
	if organisation, ok := strings.CutPrefix(name, "_implicit_org_"); ok {
		return organisation != ""
	}
	odd := strings.IndexFunc(name, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_'
	})
	return name != "" && name[0] != '_' && odd < 0
}

func (r *reader) define(c Collection, fail func(string, ...any)) {
	if !collectionName(c.Name) {
		fail("collection %q: want letters, digits, - and _ only, and no _ first", shorten(c.Name))
		return
	}
	if r.defined(c.Name) {
		fail("collection %q stands here a second time", c.Name)
		return
	}
	r.scenario.Collections = append(r.scenario.Collections, c)
}

// ReadCollections reads a file that "peer lifecycle chaincode" takes for
// --collections-config.
func ReadCollections(path string) ([]Collection, error) {
	s, err := Parse(path, []byte("steps: []\ncollections: "+strconv.Quote(filepath.Base(path))), os.DirFS(filepath.Dir(path)))
	if err != nil {
		return nil, err
	}
	return s.Collections, nil
}

// config reads the peer's format (internal/peer/chaincode/common.go), which
// leaves unknown fields aside, as the peer does.
func (r *reader) config(node ast.Node, name string, data []byte) {
	var list []struct {
		Name, Policy                    string
		RequiredPeerCount, MaxPeerCount *int32
		BlockToLive                     uint64
		MemberOnlyRead, MemberOnlyWrite bool
	}
	if err := json.Unmarshal(data, &list); err != nil {
		line, column := position(data, offset(err))
		r.add(mistake(name, data, line, column, "%v, want the list that peer lifecycle takes for --collections-config", err))
		return
	}
	for i, one := range list {
		fail := func(format string, args ...any) { r.fail(node, name+": "+format, args...) }
		if one.Name == "" || one.Policy == "" {
			fail("collection %d has no name or no policy, want both", i+1)
			continue
		}
		c := Collection{
			Name: one.Name, Policy: one.Policy, Member: true, MaxPeerCount: 1, BlockToLive: one.BlockToLive,
			MemberOnlyRead: one.MemberOnlyRead, MemberOnlyWrite: one.MemberOnlyWrite,
		}
		if one.RequiredPeerCount != nil {
			c.RequiredPeerCount = int(*one.RequiredPeerCount)
		}
		if one.MaxPeerCount != nil {
			c.MaxPeerCount = int(*one.MaxPeerCount)
		}
		r.define(c, fail)
	}
}
