package main

// tiers of checks: what a check says is certain, likely, or policy.
const (
	certain = "error"
	likely  = "warning"
	policy  = "notice"
)

// mutator is the mistake of one check.
type mutator struct {
	check string
	tier  string
	// also are checks that may say it in its place.
	also []string
	// mutants puts the mistake into every place of a unit where it can be.
	mutants func(*unit) []*mutant
}

// table has the mistakes of the catalogue, in its order. Left out are those
// that are off or low by default (timerleak, chanleak, threadlock, poolreset,
// freeosmem, finalizer, jsonwire, nestedtxn, privatesalt): what is right there
// depends on more than a place.
func table() []mutator {
	return []mutator{
		{"walltime", certain, nil, values(clocks)},
		{"random", certain, nil, values(draws)},
		{"randseed", certain, nil, seeds},
		{"mapiter", certain, nil, either(values(orders), unsorted)},
		{"partialsort", certain, []string{"mapiter"}, either(values(ties), tieLeft)},
		{"goroutine", certain, nil, values(races)},
		{"stubshare", certain, nil, shares},
		{"globalstate", certain, nil, either(values(counters), fieldWrites)},
		{"hostread", certain, nil, values(hosts)},
		{"ptrformat", certain, nil, values(pointers)},
		{"localtime", certain, nil, values(zones)},
		{"floatfuse", policy, nil, values(floats)},
		{"codecorder", certain, nil, values(codecs)},
		{"staleread", certain, nil, rereads},
		{"querywrite", certain, nil, queries},
		{"scan", policy, nil, scans},
		{"droppederr", certain, nil, drops},
		{"failopen", certain, nil, opens},
		{"nilstate", certain, nil, nils},
		{"crash", certain, nil, crashes},
		{"iterclose", likely, nil, leaks},
		{"crosschannel", likely, nil, crossings},
		{"keyjoin", certain, nil, joins},
		{"eventtwice", certain, nil, events},
		{"queryinject", likely, nil, injections},
		{"privateargs", likely, nil, privateArgs},
		{"privateleak", certain, nil, privateLeaks},
		{"contractsig", certain, nil, signatures},
		{"contractexposed", certain, nil, exposures},
	}
}

// either joins the mutants of several.
func either(list ...func(*unit) []*mutant) func(*unit) []*mutant {
	return func(u *unit) (all []*mutant) {
		for _, mutants := range list {
			all = append(all, mutants(u)...)
		}
		return all
	}
}
