//go:build e2efabric

package fabric

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// collection is a private data collection, with its members' organisations.
type collection struct {
	name                string
	members             []string
	onlyRead, onlyWrite bool
}

// collections are the two of the recording, and two more so that each peer is
// outside of one, and each permission is there once.
var collections = [...]collection{
	{"shared", []string{"Org1", "Org2"}, true, true},
	{"only1", []string{"Org1"}, true, false},
	{"only2", []string{"Org2"}, false, true},
	{"open1", []string{"Org1"}, false, false},
	{"closed1", []string{"Org1"}, true, true},
}

// collectionsFile is what peer lifecycle takes.
func collectionsFile(t *testing.T) string {
	t.Helper()
	var list []map[string]any
	for _, c := range collections {
		var members []string
		for _, organisation := range c.members {
			members = append(members, fmt.Sprintf("'%sMSP.member'", organisation))
		}
		list = append(list, map[string]any{
			"name": c.name, "policy": "OR(" + strings.Join(members, ",") + ")", "requiredPeerCount": 0, "maxPeerCount": 1,
			"blockToLive": 0, "memberOnlyRead": c.onlyRead, "memberOnlyWrite": c.onlyWrite,
		})
	}
	data, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// seenBy are the collections as a peer of the organisation has them.
func seenBy(organisation string) (list []ledger.Collection) {
	for _, c := range collections {
		one := ledger.Collection{
			Name: c.name, Member: slices.Contains(c.members, organisation), MemberOnlyRead: c.onlyRead, MemberOnlyWrite: c.onlyWrite,
		}
		for _, member := range c.members {
			one.Members = append(one.Members, member+"MSP")
		}
		list = append(list, one)
	}
	return list
}
