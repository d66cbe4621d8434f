# Only Go, git and a module proxy are needed for demo and test; e2e/tools.sh
# and .ci/run say what the rest needs.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test check generate e2e e2e-fabric bench bench-probe diff-lint bench-lint mutate release pack build

help: ## list the targets
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 14

build: # the binary, at bin/tallystick
	go build -trimpath -o bin/tallystick ./cmd/tallystick

demo: build ## the gate on a good and on a bad chaincode of testdata/
	@echo '$$ tallystick gate --dir testdata/good'
	@bin/tallystick gate --dir testdata/good
	@printf '\n%s\n' '$$ tallystick gate --dir testdata/bad'
	@bin/tallystick gate --dir testdata/bad && code=0 || code=$$?; \
	if [ $$code -ne 1 ]; then echo "the gate on testdata/bad ended with $$code, want 1 (findings)" >&2; exit 1; fi

test: ## the tests that need no network
	go test ./...

check: build ## formatting, vet, linters, and tallystick on itself, also as it is on other systems
	@unformatted=$$(git ls-files -z '*.go' ':!*testdata*' | xargs -0 gofmt -l); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go vet -tags e2e,diff,e2efabric ./e2e/...
	git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck
	actionlint=$$(e2e/tools.sh actionlint); $$actionlint/actionlint
	bin/tallystick lint --tiers vet,staticcheck
	for os in darwin windows; do \
		echo "for $$os"; \
		GOOS=$$os bin/tallystick lint --tiers vet --report none --patterns ./actions/...,./checks/...,./cmd/...,./internal/...; \
	done

generate: ## write what is derived: action.yml, docs/, hooks, README tables
	UPDATE=1 go test -count=1 -run '^TestGenerated$$' -v ./cmd/tallystick

e2e: ## the tests with real parts: act, pre-commit, cosign, registries
	e2e/tools.sh
	go test -tags e2e -count=1 -timeout 40m ./e2e/...

# Other programs, longer, and the same again: make e2e-fabric FABRIC_BIN=~/fabric/bin FABRIC_RANDOM=5000 FABRIC_SEED=7
e2e-fabric: ## the peer that the probe plays against Fabric's own, which are built once
	go test -tags e2efabric -count=1 -timeout 40m -v ./e2e/fabric

bench: ## benchmarks, and the start-up time of the binary
	go test -run '^$$' -bench . -skip 'Invocations|Million|Determinism' -benchtime 20x ./cmd/... ./internal/... ./actions/... ./checks/...

bench-probe: ## the probe: invocations a second, a run of 1,000 proposals, a fresh replica, memory over a million invocations
	go test -run '^$$' -bench Invocations -benchtime 20000x ./actions/probe/replica
	go test -run '^$$' -bench Determinism -benchtime 1000x ./actions/probe/trial
	go test -run '^$$' -bench Fresh -benchtime 200x ./actions/probe/process
	go test -run '^$$' -bench Million -benchtime 1000000x ./actions/probe/replica

pack: build ## make the pack of this machine's standard library into dist/, as a release has it
	go run ./cmd/stdpack -binary bin/tallystick -version "$$(cat cmd/tallystick/VERSION)" -go "$$(go env GOVERSION)" \
		"$$(go env GOOS)_$$(go env GOARCH)$$([ "$$(go env CGO_ENABLED)" = 0 ] || echo _cgo)"
# Modules and steps can be chosen: make diff-lint DIFF_MODULES=cobra RANDOM_STEPS=300 RANDOM_SEED=7
diff-lint: export RANDOM_STEPS ?= 3000
diff-lint: ## lint against the tools alone on real modules, and against itself after random edits
	go test -count=1 -timeout 60m -run 'TestRandomEdits|TestFound' -v ./e2e/lint/random
	RANDOM_STD=1 RANDOM_STEPS=$$((RANDOM_STEPS / 60)) go test -count=1 -timeout 30m -run TestRandomEdits ./e2e/lint/random
	go test -tags diff -count=1 -timeout 60m -v ./e2e/lint

# Flags: make bench-lint BENCH='-targets chaincode -n 5 -json bench.json'
# What a tier adds to the time: make bench-lint BENCH='-share chaincode -targets chaincode,containerregistry -rows empty'
bench-lint: ## lint against golangci-lint, and against the tools one by one: a table of ratios
	go run ./e2e/lint/bench $(BENCH)

# Flags and folders of real modules: make mutate MUTATE='-checks walltime -n 500 -v ../chaincode'
mutate: ## what the chaincode checks miss: mistakes put into right code, found and missed by check
	go run ./e2e/mutate $(MUTATE)

release: ## build the release's assets into dist/ and write dist/checksums.txt
	dist/build.sh
