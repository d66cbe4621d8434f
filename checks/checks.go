// Package checks is the registry of our analyzers for chaincode: the lint
// action's chaincode tier, and a plug-in's whole list.
//
// It promises an explicit list in a fixed order: a check is in it by a line
// here, and runs nowhere by being linked in.
package checks

import (
	"embed"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/chanleak"
	"github.com/tallystick/tallystick/checks/codecorder"
	"github.com/tallystick/tallystick/checks/contractexposed"
	"github.com/tallystick/tallystick/checks/contractsig"
	"github.com/tallystick/tallystick/checks/crash"
	"github.com/tallystick/tallystick/checks/crosschannel"
	"github.com/tallystick/tallystick/checks/droppederr"
	"github.com/tallystick/tallystick/checks/eventtwice"
	"github.com/tallystick/tallystick/checks/failopen"
	"github.com/tallystick/tallystick/checks/finalizer"
	"github.com/tallystick/tallystick/checks/floatfuse"
	"github.com/tallystick/tallystick/checks/freeosmem"
	"github.com/tallystick/tallystick/checks/globalstate"
	"github.com/tallystick/tallystick/checks/goroutine"
	"github.com/tallystick/tallystick/checks/hostread"
	"github.com/tallystick/tallystick/checks/internal/profile"
	"github.com/tallystick/tallystick/checks/iterclose"
	"github.com/tallystick/tallystick/checks/jsonwire"
	"github.com/tallystick/tallystick/checks/keyjoin"
	"github.com/tallystick/tallystick/checks/localtime"
	"github.com/tallystick/tallystick/checks/mapiter"
	"github.com/tallystick/tallystick/checks/nestedtxn"
	"github.com/tallystick/tallystick/checks/nilstate"
	"github.com/tallystick/tallystick/checks/partialsort"
	"github.com/tallystick/tallystick/checks/poolreset"
	"github.com/tallystick/tallystick/checks/privateargs"
	"github.com/tallystick/tallystick/checks/privateleak"
	"github.com/tallystick/tallystick/checks/privatesalt"
	"github.com/tallystick/tallystick/checks/ptrformat"
	"github.com/tallystick/tallystick/checks/queryinject"
	"github.com/tallystick/tallystick/checks/querywrite"
	"github.com/tallystick/tallystick/checks/random"
	"github.com/tallystick/tallystick/checks/randseed"
	"github.com/tallystick/tallystick/checks/scan"
	"github.com/tallystick/tallystick/checks/staleread"
	"github.com/tallystick/tallystick/checks/stubshare"
	"github.com/tallystick/tallystick/checks/threadlock"
	"github.com/tallystick/tallystick/checks/timerleak"
	"github.com/tallystick/tallystick/checks/walltime"
)

// Suite is every check that is on by default, in the order in which the manual
// lists them.
//
// Left out on purpose: what vet and staticcheck already say (lost cancels,
// copied locks, leaking tickers), and phantom reads of GetStateByRange, which
// the peer runs again at commit. The shared flow.Analyzer is no check: drivers
// find it as a requirement.
var Suite = []*analysis.Analyzer{
	walltime.Analyzer,
	random.Analyzer,
	randseed.Analyzer,
	mapiter.Analyzer,
	partialsort.Analyzer,
	goroutine.Analyzer,
	stubshare.Analyzer,
	globalstate.Analyzer,
	hostread.Analyzer,
	ptrformat.Analyzer,
	localtime.Analyzer,
	floatfuse.Analyzer,
	codecorder.Analyzer,
	staleread.Analyzer,
	querywrite.Analyzer,
	scan.Analyzer,
	droppederr.Analyzer,
	failopen.Analyzer,
	nilstate.Analyzer,
	crash.Analyzer,
	iterclose.Analyzer,
	crosschannel.Analyzer,
	keyjoin.Analyzer,
	eventtwice.Analyzer,
	queryinject.Analyzer,
	privateargs.Analyzer,
	privateleak.Analyzer,
	privatesalt.Analyzer,
	contractsig.Analyzer,
	contractexposed.Analyzer,
	timerleak.Analyzer,
	chanleak.Analyzer,
	threadlock.Analyzer,
	poolreset.Analyzer,
	freeosmem.Analyzer,
	finalizer.Analyzer,
}

// OptIn is every check that only runs where it is asked for: what it says
// holds for few projects, or needs a setting.
var OptIn = []*analysis.Analyzer{
	jsonwire.Analyzer,
	nestedtxn.Analyzer,
}

// SetProfile puts a profile of a state machine in force for the whole process:
// fabric, cosmos, or a file of JSON. The id tells one profile from another by
// what it says. Analyzers have it as the flag -profile.
func SetProfile(name string) (id string, err error) {
	if err := (profile.Flag{}).Set(name); err != nil {
		return "", err
	}
	return profile.Current().ID(), nil
}

// Source is the code of the checks, for whoever keeps what they found and
// must know when it is out of date.
//
//go:embed */*.go internal
var Source embed.FS
