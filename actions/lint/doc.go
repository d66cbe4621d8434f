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
// ahead of your go command). staticcheck.conf is honoured. Packages are those
// of --patterns, with their tests unless --tests=false; --tags are build tags
// as for the go command, and what build constraints leave out is not looked
// at.
//
// # Rules and severities
//
// A rule is lint/ and the name that the tool gives its check: lint/printf,
// lint/SA4006, lint/ifElseChain, lint/mapiter. Findings of vet are errors.
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
// # Between runs
//
// What was found out is kept in a folder, so that the next run does only what
// changed since: --cache names it, off keeps nothing, and "tallystick cache"
// shows, trims and clears it. A folder that is full, damaged or read-only makes
// a run slower and changes no finding. How CI keeps it, and what packs are, is
// in docs/cache.md.
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
