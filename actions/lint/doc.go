// Package lint analyses the Go packages of a module with four tiers of
// checks, in one pass for all of them, and only what has changed since.
//
//	vet          what go vet runs
//	staticcheck  what the staticcheck command runs: SA, S, ST and U1000
//	critic       what "gocritic check" enables by default
//	chaincode    our own: what makes peers disagree, or a transaction fail
//
// --tiers chooses among them. Each reports what its tool would report alone
// on the same module, with the tool's defaults and in the release that this
// program is built with (vet's is that of golang.org/x/tools, which can be
// ahead of your go command). Packages are those of --patterns, with their
// tests unless --tests=false; --tags are build tags as for the go command,
// and what build constraints leave out is not looked at.
//
// # Choosing checks
//
//	--enable shadow,ST1003,QF1001      checks that are off by default
//	--enable '#performance'            go-critic's checkers with this tag
//	--disable 'SA4*,captLocal'         a pattern as for staticcheck, and a name
//	--disable all --enable printf      only this one
//	--disable staticcheck              a tier, also by golangci-lint's names
//
// Off by default are staticcheck's SA9003, ST1000, ST1003, ST1016 and ST1020
// to ST1023, all of its QF checks, go-critic's checkers with the tag
// experimental, opinionated, performance or security, and the analyzers that
// golang.org/x/tools has beside the suite of go vet: atomicalign,
// deepequalerrors, fieldalignment, findcall, httpmux, nilness,
// reflectvaluecompare, shadow, sortslice and unusedwrite, and of ours jsonwire
// and nestedtxn. go-critic's ruleguard, for rules of one's own, is not there.
//
// The more exact word decides: a name before a pattern, a tag or the name of
// a part of staticcheck (gosimple), that before a tier, that before all. Of
// two as exact, --disable. Case does not matter in staticcheck's names and
// does in the others, as in their tools (sortslice is vet's, sortSlice is
// go-critic's). Nothing runs that is not in one of --tiers.
//
// In staticcheck.conf "checks" and its lists work as they do for staticcheck,
// folder by folder. --enable and --disable go before it, as that tool's
// -checks does.
//
// # Settings of checks
//
//	lint:
//	  settings:
//	    critic:
//	      hugeParam: {sizeThreshold: 100}
//	      captLocal: {paramsOnly: false}
//	    vet:
//	      printf: {funcs: [example.com/log.Notef]}
//	      shadow: {strict: true}
//	    chaincode:
//	      jsonwire: {packages: example.com/ledger/consensus/...}
//
// The same on the command line is --settings
// critic.hugeParam.sizeThreshold=100, repeated for each, and in INPUT_SETTINGS
// one a line. They are the parameters of go-critic's checkers ("gocritic doc")
// and the flags of go vet's analyzers ("go vet help"); tallystick config
// schema has them all. As with any list, those of the command line replace
// those of the file. staticcheck has its settings in staticcheck.conf.
//
// # Other state machines
//
// The chaincode tier looks at Hyperledger Fabric. Its checks of what machines
// must agree on (walltime, random, mapiter, partialsort, goroutine, hostread,
// ptrformat, localtime, floatfuse) serve any state machine, and are those that
// run with another profile: --profile cosmos is for modules of the Cosmos SDK,
// and a file describes one of your own:
//
//	{
//	  "name": "book",
//	  "packages": ["example.com/ledger"],
//	  "carriers": ["example.com/ledger.Context"],
//	  "entries": {"methods": ["Apply"], "interfaces": ["Handler"]},
//	  "evaluate": ["Viewer"],
//	  "sinks": [{"types": ["example.com/ledger.Book"], "methods": {
//	    "Write": {"class": "write", "keys": [0], "values": [1]},
//	    "Look":  {"class": "read", "keys": [0]}
//	  }}],
//	  "sources": {"random": ["example.com/sensor.Read"]}
//	}
//
// Packages that import one of "packages" (all below it, where it ends in a
// slash) are looked at. Transactions enter by methods with these names, and by
// those of types that implement an interface with one of these names; a function
// with a carrier as a parameter may be one. Interfaces of "evaluate" only answer
// queries. A sink's class is write, event, invoke, read or range, its keys and
// values are indexes of arguments. "sources" are functions that answer
// differently on each machine, by the check that reports them. "fabric": true
// has Fabric's interfaces looked at as well.
//
// # Rules and severities
//
// A rule is lint/ and the name that the tool gives its check: lint/printf,
// lint/SA4006, lint/ifElseChain, lint/mapiter. Findings of vet are errors, but warnings
// when the analyzer is not in go vet's suite.
// Those of staticcheck have the severity of its documentation: error, warning
// (also for what is deprecated) or notice (for information and hints). Those
// of critic are warnings when the checker is tagged diagnostic, else notices.
// Those of chaincode say it themselves. "tallystick explain" and a rule, whole
// or without lint/, prints its manual. Two rules are lint's own:
// lint/compile is code that does not compile, in the words of compiler or go
// command, and lint/ignore is a comment for silencing that cannot be read,
// silences nothing or lacks what is required.
//
// # Silencing
//
//	//nolint                         every rule
//	//nolint:printf,SA4006 // why    these rules
//	//nolint:staticcheck // why      a tier, also by golangci-lint's names
//	//lint:ignore SA4006,ST1* why    these rules, as staticcheck has it
//	//lint:file-ignore SA4006 why    these rules in the whole file
//
// A //nolint covers the lines of the comment that it is in. Right above a
// declaration, a statement, the package clause or any other piece of syntax
// that starts in the same column, it covers all of that, as in golangci-lint. A
// line of prose that begins with that word is one too.
//
// A //lint:ignore covers the line that it is about, takes patterns and wants a
// reason. In both, case does not matter, and lint/printf is as good as printf.
// lint/compile cannot be silenced, nor lint/ignore but as follows.
//
// A comment that silences nothing is reported as lint/ignore, with the edit
// that removes it, unless --unused-directives=false. For //lint:ignore that is
// a warning, where staticcheck fails as well. For //nolint it is a notice, name
// by name, as from golangci-lint's linter nolintlint, which is off there unless
// asked for; so is a //nolint that cannot be read. Naming nolintlint beside
// others excuses a comment: it may be needed on another platform. In generated
// files no //nolint is judged, as nobody can mend it there.
//
// Only what ran is judged. A name is when all checks that it stands for ran
// and staticcheck.conf leaves them on; U1000 never is, since what is unused
// depends on what else is looked at. Names of golangci-lint's other linters
// never are. A //nolint without names is when all tiers ran, on tests too. In
// a repository with a .golangci.yml (.yaml, .toml, .json) neither that nor the
// name of a linter or tier is judged, only names of checks: golangci-lint can
// run checks under that name that no tier has.
//
// With --require-reasons a //nolint without // and a reason is a warning, with
// --require-names one for everything.
//
// Generated files are treated as each tool does. critic leaves them alone (the
// first comment has "Code generated ... DO NOT EDIT."), staticcheck has checks
// that do (any line is "// Code generated ... DO NOT EDIT."), vet and chaincode
// have none: generated code goes wrong like any other.
//
// # Differences
//
// What these comments do here and not in the tool that they are from, beside
// that here each kind is for all tiers, whatever a tier's own tool knows. All
// the rest is the same; a test compares them, for where a comment stands too.
//
//	golangci-lint v2.15.0                 there, and here
//	//nolint:SA4006, :lint/SA4006         unknown; the check, since findings are named so
//	//nolint:vet, :critic, :chaincode     unknown; the tier
//	//nolint:gosimple, :stylecheck        unknown since v2; the S and ST checks, as in v1
//	//nolint:allocs                       everything, as it begins with all; a name like others
//	two //nolint above one statement      only the first covers it; both do, each as it says
//	//nolint below a //line comment       covers wrong lines or none; what it stands at
//	//lint:ignore, //lint:file-ignore     for U1000 only; for every check
//	findings in generated files           dropped; as the tier's own tool has it
//	useless: a linter with more checks    judged (nolintlint); not judged, see above
//	useless: unused                       judged; never, as U1000 in //lint:ignore
//	useless: two for the same finding     one of them; neither, as in staticcheck
//	malformed: blanks before nolint       reported; fine, since it works
//	malformed: a comma at the end         reported; fine, since it works
//	malformed: words like // nolint's     reported; no directive, as for its own filter
//
//	staticcheck v0.8.2                    there, and here
//	//lint:ignore u1000 or U1*            reported all the same; silences, as with other checks
//	useless: SA1000,U1000                 judged by SA1000; never, as U1000 alone
//
// # Between runs
//
// What was found out is kept in a folder, so that the next run does only what
// changed since: --cache names it, off keeps nothing, and "tallystick cache"
// shows, trims and clears it. A folder that is full, damaged or read-only makes
// a run slower and changes no finding. How CI keeps it, and what packs are, is
// in docs/cache.md; --pack-deps writes one of what the packages depend on.
//
// Nothing is compiled, and of what has not changed nothing is read again: a
// run on unchanged files does not even start the go command. It is not for a
// go command that is a script (as version managers have them), which may
// choose another Go each time: then the go command is asked, and only what
// changed is analysed all the same. As for the go command, C headers outside
// of the packages, GOROOT and the module cache are taken not to change.
// What only the compiler refuses, such as go:embed in a module of go 1.15, is
// analysed all the same.
//
// # golangci-lint
//
// A fifth tier, golangci, is off unless --tiers names it:
//
//	tallystick lint --tiers vet,staticcheck,critic,chaincode,golangci
//
// It runs golangci-lint v2 (v2.1.0 or newer) as a program on the same
// packages, with the nearest .golangci.yml, .yaml, .toml or .json up to the
// repository root, and puts into the report what the other tiers of the run
// did not say: what golangci-lint's govet, staticcheck, gocritic and unused
// find is a finding of lint/printf, lint/SA4006 and so on, once; an issue of
// any other linter is one of lint/errcheck and so on. Its severity is the one
// that the configuration gives it, else our check's, else warning. Without a
// configuration in the repository the tier ends with 2.
//
// What the configuration sets holds, but for the output, the limits on the
// number of issues and on those of one line, and what would change files.
// --tests=false and --tags are passed on. Its exclusions are for golangci-lint
// alone: what they hide, another tier may say. Directives silence its issues
// as they do others, under the names of linters and of rules.
//
// The program is --golangci, else golangci-lint on PATH. With
// --golangci-version v2.15.0 only that version will do: when PATH has another
// or none it is built once, which takes minutes, by your go command, which
// checks every module against the checksum database, and kept in
// $XDG_CACHE_HOME/tallystick (~/.cache/tallystick). Know that golangci-lint
// loads what its configuration names, plugins too: use the tier on code that
// you would build.
//
// # Exit codes
//
// Beside those of all actions: 3 when a package does not compile, or imports
// one that does not. The others are analysed and reported all the same; a
// package whose tests do not compile is analysed without them. 3 as well when
// no package matched, when the module or the go command is newer than the Go
// that this program was built with, when the go command refuses, when an
// analyzer fails, and when golangci-lint did not come to its end or its answer
// is not whole. 4 when the build cache cannot be used, and when golangci-lint
// is not there or not of the right version.
//
// # What it does not do
//
// It changes nothing: no fix is applied, and go.mod and go.sum stay as they
// are, whatever GOFLAGS says. It downloads nothing but modules that go.mod
// requires and the go command fetches (GOPROXY=off forbids it), and the
// golangci-lint of --golangci-version. It looks at one build configuration at a
// time, that of the environment.
//
// Nothing that was not analysed reads as a pass.
package lint
