#!/usr/bin/env bash
# Installs the tools of the e2e tests, each at one version, into the user's
# cache, and prints their folders: tools.sh [NAME...]. What is there already is
# left alone.
set -euo pipefail

tools=${XDG_CACHE_HOME:-$HOME/.cache}/tallystick/tools
mkdir -p "$tools"

# tool puts what a command installs into the folder $new in its place, whole.
tool() { # NAME VERSION COMMAND...
	local dir=$tools/$1@$2
	[ "${#only[@]}" -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]] || return 0
	if [ ! -d "$dir" ]; then
		echo "installing $1@$2" >&2
		new=$(mktemp -d "$tools/.new.XXXXXX")
		"${@:3}" >&2
		chmod 755 "$new"
		mv "$new" "$dir"
	fi
	echo "$dir"
}

from_go() { GOBIN=$new go install "$1"; }
from_npm() { npm install --silent --no-audit --no-fund --prefix "$new" "$@"; }

new=
trap '[ -z "$new" ] || rm -rf "$new"' EXIT
only=("$@")

tool act v0.2.89 from_go github.com/nektos/act@v0.2.89
tool actionlint v1.7.12 from_go github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
tool golangci-lint v2.15.0 from_go github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
tool cosign v2.6.5 from_go github.com/sigstore/cosign/v2/cmd/cosign@v2.6.5
tool action-validator 0.6.0 from_npm @action-validator/core@0.6.0 @action-validator/cli@0.6.0
tool sarif-multitool 5.7.0 from_npm @microsoft/sarif-multitool@5.7.0
