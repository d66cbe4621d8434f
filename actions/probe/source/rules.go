package source

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks"
)

// Cause is what made two replicas differ.
type Cause string

// The causes. Any fits every rule that has to do with differences at all.
const (
	Any         Cause = ""
	Clock       Cause = "clock"
	Zone        Cause = "zone"
	Environment Cause = "environment"
	Hostname    Cause = "hostname"
	Folder      Cause = "working folder"
	Processors  Cause = "processors" // GOMAXPROCS, and how many there are
	Process     Cause = "process"    // state that the process keeps
	Order       Cause = "order"      // maps, goroutines, chance: any two runs
	Address     Cause = "address"    // where something is in memory
)

// How well a rule fits a cause.
const (
	none = iota
	possible
	likely
)

// fits is how well a rule fits each cause.
type fits map[Cause]int

// fitsOf gives each check a row; one without has nothing to do with what tells
// replicas on one machine apart. Whatever differs between any two runs is
// also seen as Order.
func fitsOf(rule string) (row fits, known bool) {
	switch rule {
	case "walltime":
		return fits{Clock: likely, Order: possible}, true
	case "random", "randseed":
		// A source of its own with a fixed seed is state of the process.
		return fits{Order: likely, Process: possible}, true
	case "mapiter", "partialsort":
		return fits{Order: likely}, true
	case "goroutine":
		// With one processor the scheduler often has one order.
		return fits{Order: likely, Processors: likely}, true
	case "stubshare":
		return fits{Order: likely, Processors: likely, Process: possible}, true
	case "globalstate":
		return fits{Process: likely, Order: possible}, true
	case "poolreset":
		return fits{Process: likely, Order: possible}, true
	case "ptrformat":
		return fits{Address: likely, Process: possible, Order: possible}, true
	case "localtime":
		// The zone comes from the variable TZ.
		return fits{Zone: likely, Environment: possible}, true
	case "codecorder":
		// gob numbers types in the order in which the process meets them.
		return fits{Order: likely, Process: possible}, true
	case "hostread":
		return fits{Environment: possible, Hostname: possible, Folder: possible, Processors: possible, Process: possible, Order: possible}, true
	case "floatfuse", // replicas on one machine have one architecture
		"staleread", "querywrite", "scan", "droppederr", "failopen", "nilstate", "crash", "iterclose", "crosschannel",
		"keyjoin", "eventtwice", "queryinject", "privateargs", "privateleak", "privatesalt", "contractsig", "contractexposed",
		"timerleak", "chanleak", "threadlock", "freeosmem", "finalizer", "jsonwire", "nestedtxn":
		return nil, true
	}
	return nil, false
}

// hostFits is what a call that hostread names by the beginning of its message
// has to do with; the rest of the machine fits whatever may have changed.
func hostFits(message string) (fits, bool) {
	call, _, _ := strings.Cut(message, " ")
	switch call {
	case "os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "syscall.Getenv", "syscall.Environ",
		"os.UserHomeDir", "os.UserCacheDir", "os.UserConfigDir", "os.TempDir",
		"debug.SetGCPercent", "debug.SetMemoryLimit": // from GOGC and GOMEMLIMIT
		return fits{Environment: likely}, true
	case "os.Hostname":
		return fits{Hostname: likely}, true
	case "os.Getwd", "syscall.Getwd", "filepath.Abs", "filepath.Glob":
		return fits{Folder: likely}, true
	case "runtime.NumCPU", "runtime.GOMAXPROCS":
		return fits{Processors: likely}, true
	case "runtime.NumGoroutine", "runtime.ReadMemStats", "runtime.NumCgoCall", "debug.ReadGCStats", "runtime.Stack", "debug.Stack":
		return fits{Process: likely, Order: likely}, true
	case "os.Getpid", "os.Getppid", "syscall.Getpid":
		return fits{Process: likely, Order: likely}, true
	}
	return nil, false
}

// fit is how well a diagnostic fits a cause.
func (s said) fit(cause Cause) int {
	row, _ := fitsOf(s.rule)
	if s.rule == "hostread" {
		if narrow, ok := hostFits(s.Message); ok {
			row = narrow
		}
	}
	if cause != Any {
		return row[cause]
	}
	if len(row) > 0 {
		return possible
	}
	return none
}

// telling are the checks that have to do with differences.
func telling() (list []*analysis.Analyzer) {
	for _, a := range checks.Suite {
		if row, _ := fitsOf(a.Name); len(row) > 0 {
			list = append(list, a)
		}
	}
	return list
}
