#!/usr/bin/env bash
# Installs the tools of the e2e tests, each at one version, into the user's
# cache: tools.sh [NAME...]. What is there already is left alone.
set -euo pipefail

tools=${XDG_CACHE_HOME:-$HOME/.cache}/tallystick/tools
mkdir -p "$tools"

# wanted says whether a tool was asked for and is not there yet.
wanted() { # NAME VERSION
	[ "${#only[@]}" -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]] || return 1
	[ ! -d "$tools/$1@$2" ] || return 1
	echo "installing $1@$2 into $tools"
	new=$(mktemp -d "$tools/.new.XXXXXX")
	chmod 755 "$new"
}

# done_with puts a tool in its place, whole.
done_with() { # NAME VERSION
	mv "$new" "$tools/$1@$2"
}

go_tool() { # NAME VERSION PACKAGE
	wanted "$1" "$2" || return 0
	GOBIN=$new go install "$3@$2"
	done_with "$1" "$2"
}

npm_tool() { # NAME VERSION PACKAGE...
	wanted "$1" "$2" || return 0
	npm install --silent --no-audit --no-fund --prefix "$new" "${@:3}"
	done_with "$1" "$2"
}

new=
trap '[ -z "$new" ] || rm -rf "$new"' EXIT
only=("$@")

go_tool act v0.2.89 github.com/nektos/act
go_tool actionlint v1.7.12 github.com/rhysd/actionlint/cmd/actionlint
go_tool cosign v2.6.5 github.com/sigstore/cosign/v2/cmd/cosign
npm_tool action-validator 0.6.0 @action-validator/core@0.6.0 @action-validator/cli@0.6.0
npm_tool sarif-multitool 5.7.0 @microsoft/sarif-multitool@5.7.0
