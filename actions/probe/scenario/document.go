package scenario

import (
	"crypto/x509"
	"encoding/pem"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/tallystick/tallystick/internal/action"
)

func (r *reader) document(tree *ast.File) {
	if len(tree.Docs) > 1 {
		r.failAt(tree.Docs[1].Start, "second document, want one")
		return
	}
	if len(tree.Docs) == 0 || tree.Docs[0].Body == nil {
		r.failAt(nil, "the file is empty, want steps")
		return
	}
	s, body := r.scenario, tree.Docs[0].Body
	s.Channel, s.Chaincode, s.Start = DefaultChannel, DefaultChaincode, DefaultStart()
	seen := r.mapping("the scenario", body, fields{
		"channel":     r.name("channel", &s.Channel),
		"chaincode":   r.name("chaincode", &s.Chaincode),
		"peer":        r.word("peer", &s.Peer, peerV25, peerV3),
		"seed":        r.number("seed", 0, 1<<64-1, func(n uint64) { s.Seed = n }),
		"start":       r.time("start", &s.Start),
		"identities":  r.identities,
		"collections": r.collections,
		"state":       func(node ast.Node) { r.entries("state", "", node) },
		"private":     r.private,
		"needs":       r.needs,
		"steps":       r.steps,
	})
	for _, check := range r.checks {
		check()
	}
	// Public state first, as it is written: the order gives the versions.
	slices.SortStableFunc(s.Entries, func(a, b Entry) int { return strings.Compare(a.Collection, b.Collection) })
	if seen["steps"] == nil && len(r.errs) == 0 {
		r.fail(body, "no steps, want a list such as steps: [[Function, argument]]")
	}
}

func (r *reader) identities(node ast.Node) {
	r.pairs("identities", node, func(name string, at *token.Token, node ast.Node) {
		i := Identity{Name: name}
		what := "identity " + shorten(name)
		seen := r.mapping(what, node, fields{
			"msp":         r.name("msp", &i.MSP),
			"name":        r.name("name", &i.CommonName),
			"units":       r.texts("units", &i.Units),
			"attributes":  func(node ast.Node) { r.attributes(&i, node) },
			"certificate": func(node ast.Node) { r.certificate(&i, node) },
		})
		if seen["msp"] == nil {
			r.failAt(at, "%s has no msp, want one such as Org1MSP", what)
		}
		r.without(what, "certificate", seen, "name", "units", "attributes")
		r.scenario.Identities = append(r.scenario.Identities, i)
	})
}

func (r *reader) attributes(i *Identity, node ast.Node) {
	i.Attributes = map[string]string{}
	r.pairs("attributes", node, func(name string, _ *token.Token, node ast.Node) {
		var value string
		r.text(name, &value)(node)
		i.Attributes[name] = value
	})
}

// maxCertificate is the largest certificate, in bytes.
const maxCertificate = 1 << 20

// certificate reads PEM that stands in the file, or in one that it names.
func (r *reader) certificate(i *Identity, node ast.Node) {
	var text string
	failed := len(r.errs)
	r.name("certificate", &text)(node)
	if len(r.errs) > failed {
		return
	}
	if data := []byte(text); strings.Contains(text, "-----BEGIN ") {
		i.Certificate = data
	} else if i.Certificate = r.file(node, text, maxCertificate); i.Certificate == nil {
		return
	}
	block, _ := pem.Decode(i.Certificate)
	if block == nil || block.Type != "CERTIFICATE" {
		r.fail(node, "certificate: got no PEM block CERTIFICATE, want one")
		return
	}
	if _, err := x509.ParseCertificate(block.Bytes); err != nil {
		r.fail(node, "certificate: %v", err)
	}
}

func (r *reader) needs(node ast.Node) {
	r.pairs("needs", node, func(name string, _ *token.Token, node ast.Node) {
		n := Need{Name: name}
		what := "need " + shorten(name)
		seen := r.mapping(what, node, fields{"binary": r.inside("binary", &n.Binary), "dir": r.inside("dir", &n.Dir)})
		r.one(what, node, seen, "binary", "dir")
		r.scenario.Needs = append(r.scenario.Needs, n)
	})
}

// inside reads a path below the scenario's folder.
func (r *reader) inside(what string, into *string) func(ast.Node) {
	return func(node ast.Node) {
		var s string
		failed := len(r.errs)
		if r.name(what, &s)(node); len(r.errs) == failed {
			*into, _ = r.below(node, s)
		}
	}
}

// identity says whether a step may name an identity.
func (r *reader) identity(node ast.Node, name string) {
	known := []string{Default}
	for _, i := range r.scenario.Identities {
		if i.Name == name {
			return
		}
		if i.Name != Default {
			known = append(known, i.Name)
		}
	}
	if name != Default {
		r.fail(node, "unknown identity %q%s", name, action.Wanted(name, known))
	}
}
