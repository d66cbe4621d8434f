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
