//go:build e2efabric

package fabric

import (
	"testing"
	"time"
)

// failures are calls that a peer does not sign, and others that a chaincode
// gets an error for.
func failures(t *testing.T) (list []call) {
	for _, status := range []int{0, 1, 200, 299, 399, 400, 404, 499, 500, 501, 600, -1} {
		list = append(list, steps(t, step{Do: "put", Key: "answered", Value: "v"}, step{Do: "event", Key: "e", Value: "p"},
			step{Do: "answer", N: status, Value: "as told"}).committed())
	}
	initial := steps(t)
	initial.Init = true
	paged := step{Do: "page", Key: "a", End: "z", N: 2}
	private := step{Do: "privaterange", Collection: "shared", Key: "a", End: "z"}
	put, get := step{Do: "put", Key: "k", Value: "v"}, step{Do: "get", Key: "k"}
	list = append(list,
		function("nosuch", "Read"),
		function("steps"), function("steps", "no JSON"), function("steps", "a", "b"), initial,
		function("kitchen"), function("kitchen", "NoSuchFunction"), function("kitchen", "Put", "k"),
		function("kitchen", "Fail").committed(),
		steps(t, step{Do: "call", Key: "nosuch", Value: "x"}, put).committed(),
		steps(t, step{Do: "call", Key: "nosuch", Value: "x"}, step{Do: "call", Key: "nosuch:1", Value: "x"}),
		steps(t, step{Do: "call", Key: "nosuch", End: "elsewhere", Value: "x"}),
		steps(t, step{Do: "call", Key: "kitchen", End: "elsewhere", Value: "x"}),
		steps(t, step{Do: "call", Key: "kitchen:7", End: channel, Value: "NoSuchFunction"}),
		steps(t, step{Do: "call", Key: "steps", Value: `[{"do":"put","key":"self","value":"v"}]`}),
		steps(t, step{Do: "call", Key: "_lifecycle", Value: "x"}),
		steps(t, step{Do: "call", Key: "", Value: "x"}),
		steps(t, step{Do: "put"}), steps(t, step{Do: "get"}), steps(t, step{Do: "del"}),
		steps(t, paged, put), steps(t, put, paged), steps(t, private, put), steps(t, put, private),
		steps(t, private, paged, get), steps(t, paged, private, get),
		steps(t, step{Do: "richpage", N: 2, Value: "{}"}, put), steps(t, put, step{Do: "richpage", N: 2, Value: "{}"}),
		steps(t, step{Do: "rich", Value: "{}"}, put),
		steps(t, step{Do: "privaterich", Collection: "shared", Value: "{}"}, put),
		steps(t, put, step{Do: "privaterich", Collection: "shared", Value: "{}"}),
		steps(t, step{Do: "privaterange", Collection: "nosuch"}, put),
		steps(t, step{Do: "privatehash", Collection: "nosuch", Key: "k"}, put),
		steps(t, step{Do: "page", Key: "a", End: "z", N: -1}), steps(t, step{Do: "page", Key: "a", End: "z", Value: "zz"}),
		steps(t, step{Do: "range", Key: "z", End: "a"}), steps(t, step{Do: "range", Key: "\x00", End: "\x01"}),
		steps(t, put).committed(), steps(t, step{Do: "setpolicy", Key: "k"}).committed(), steps(t, step{Do: "policy", Key: "k"}, get),
		steps(t, step{Do: "setpolicy", Key: "absent", Value: "v"}).committed(), steps(t, step{Do: "policy", Key: "absent"}),
		steps(t, step{Do: "del", Key: "k"}, step{Do: "setpolicy", Key: "k"}).committed(), steps(t, step{Do: "policy", Key: "k"}, get),
		steps(t, step{Do: "event"}), steps(t, step{Do: "event", Key: "only a name"}).committed(),
		steps(t, step{Do: "event", Key: "one", Value: "1"}, step{Do: "event", Key: "two", Value: "2"}).committed(),
	)
	return list
}

// initial are calls of a chaincode whose definition demands an init.
func initial(t *testing.T) (list []call) {
	as := func(isInit bool, c call) call {
		c.Chaincode, c.Init = "initial", isInit
		return c.committed()
	}
	get, put := step{Do: "get", Key: "k"}, step{Do: "put", Key: "k", Value: "v"}
	all := step{Do: "range", Key: "\x00"}
	another := steps(t, put, step{Do: "call", Key: "initial", Value: `[{"do":"get","key":"k"}]`}).committed()
	return []call{
		as(false, steps(t, get)), another,
		as(true, steps(t, put, step{Do: "answer", N: 400, Value: "no"})),
		as(true, steps(t, put, step{Do: "answer", N: 500, Value: "no"})),
		as(true, steps(t, step{Do: "privateput", Collection: "shared", Key: "k", Value: "v"}, step{Do: "privateget", Collection: "shared", Key: "k"},
			step{Do: "privatehash", Collection: "shared", Key: "k"}, step{Do: "privatepurge", Collection: "shared", Key: "k"},
			step{Do: "privaterange", Collection: "shared"}, step{Do: "privaterich", Collection: "shared"},
			step{Do: "privateseveral", Collection: "shared"}, step{Do: "privatepolicy", Collection: "shared", Key: "k"})),
		as(true, steps(t, get)), another, as(false, steps(t, get, put)), as(false, steps(t, all)), as(false, steps(t, get)),
	}
}

// slow is a call that takes longer than a transaction may.
func slow(t *testing.T) call {
	return steps(t, step{Do: "put", Key: "slow", Value: "v"}, step{Do: "sleep", N: int(executeTimeout/time.Millisecond) + 1500},
		step{Do: "put", Key: "slow", Value: "w"})
}
