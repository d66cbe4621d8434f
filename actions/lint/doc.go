// Package lint analyses the Go packages of a module with four tiers of
// checks, after one load of the packages for all of them.
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
// reflectvaluecompare, shadow, sortslice and unusedwrite. go-critic's
// ruleguard, for rules of one's own, is not there.
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
//
// The same on the command line is --settings
// critic.hugeParam.sizeThreshold=100, repeated for each, and in INPUT_SETTINGS
// one a line. They are the parameters of go-critic's checkers ("gocritic doc")
// and the flags of go vet's analyzers ("go vet help"); tallystick config
// schema has them all. As with any list, those of the command line replace
// those of the file. staticcheck has its settings in staticcheck.conf.
//
// # Rules and severities
//
// A rule is lint/ and the name that the tool gives its check: lint/printf,
// lint/SA4006, lint/ifElseChain, lint/mapiter. Findings of vet are errors, but warnings
// when the analyzer is not in go vet's suite.
// Those of staticcheck have the severity of its documentation: error, warning
// (also for what is deprecated) or notice (for information and hints). Those
// of critic are warnings when the checker is tagged diagnostic, else notices.
// Those of chaincode say it themselves. Two rules are lint's own:
// lint/compile is code that does not compile, in the words of compiler or go
// command, and lint/ignore is a comment for silencing that cannot be read or
// silences nothing.
//
// # Silencing
//
//	//nolint                         every rule
//	//nolint:printf,SA4006 // why    these rules
//	//nolint:staticcheck // why      a tier, also by golangci-lint's names
//	//lint:ignore SA4006,ST1* why    these rules, as staticcheck has it
//	//lint:file-ignore SA4006 why    these rules in the whole file
//
// //nolint covers the lines it stands on. Alone right above a declaration, a
// statement or the package clause, and as far indented, it covers all of
// that, as in golangci-lint. //lint:ignore covers the line that it is about,
// takes patterns and wants a reason. In both, case does not matter, and
// lint/printf is as good as printf. lint/compile cannot be silenced.
//
// Generated files are treated as each tool does: critic leaves them alone,
// staticcheck has checks that do, vet has none.
//
// # Exit codes
//
// Beside those of all actions: 3 when a package does not compile, or imports
// one that does not. The others are analysed and reported all the same; a
// package whose tests do not compile is analysed without them. 3 as well when
// no package matched, when the module or the go command is newer than the Go
// that this program was built with, when the go command refuses, and when an
// analyzer fails. 4 when the build cache cannot be used.
//
// # What it does not do
//
// It changes nothing: no fix is applied, and go.mod and go.sum stay as they
// are, whatever GOFLAGS says. It downloads nothing but modules that go.mod
// requires and the go command fetches (GOPROXY=off forbids it). It runs no
// golangci-lint and reads no .golangci.yml. It looks at one build
// configuration at a time, that of the environment.
//
// Nothing that was not analysed reads as a pass.
package lint
