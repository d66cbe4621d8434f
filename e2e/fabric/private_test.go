//go:build e2efabric

package fabric

import "testing"

// permissions are calls on collections by members and by others: each peer is
// outside of some collection, and each client too.
func permissions(t *testing.T) (list []call) {
	names := []string{"nosuch"}
	for _, c := range collections {
		names = append(names, c.name)
	}
	for _, by := range organisations {
		for _, name := range names {
			// Each call by itself: the first refusal would hide the others.
			for _, s := range []step{
				{Do: "privateput", Collection: name, Key: "p" + by, Value: by},
				{Do: "privateget", Collection: name, Key: "p" + by},
				{Do: "privatehash", Collection: name, Key: "p" + by},
				{Do: "privatepolicy", Collection: name, Key: "p" + by},
				{Do: "privatesetpolicy", Collection: name, Key: "p" + by, Value: "\x01"},
				{Do: "privateseveral", Collection: name, Keys: []string{"p" + by, "none"}},
				{Do: "privaterange", Collection: name, Key: "a", End: "z"},
				{Do: "privaterich", Collection: name, Value: `{"selector":{}}`},
				{Do: "privateput", Collection: name, Key: "q" + by, Value: by},
				{Do: "privatedel", Collection: name, Key: "q" + by},
				{Do: "privateget", Collection: name, Key: "q" + by},
				{Do: "privateput", Collection: name, Key: "r" + by, Value: by},
				{Do: "privatepurge", Collection: name, Key: "r" + by},
				{Do: "privatehash", Collection: name, Key: "r" + by},
				{Do: "privaterange", Collection: name},
			} {
				list = append(list, steps(t, s).from(by).committed())
			}
		}
		// One organisation's key, and the other's client.
		for _, name := range names {
			for _, of := range organisations {
				list = append(list, steps(t,
					step{Do: "privateget", Collection: name, Key: "p" + of},
					step{Do: "privateseveral", Collection: name, Keys: []string{"p" + of, "q" + of}},
					step{Do: "privatehash", Collection: name, Key: "p" + of},
				).from(by))
			}
		}
	}
	return list
}
