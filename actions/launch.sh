#!/usr/bin/env bash
# Starts the tallystick binary for an action: launch.sh ACTION [ARGUMENT...]
#
# The binary comes from the first of these that has one:
#   1. TALLYSTICK_BIN, a binary of the caller's own;
#   2. the tool cache, when its digest is the one in dist/checksums.txt;
#   3. the release, downloaded from TALLYSTICK_BASE_URL, likewise;
#   4. go build of the source that this script lies in.
# dist/checksums.txt is part of this repository, so whoever pins the action by
# commit pins the binary too. A download with another digest is never run, and
# nothing is written outside the runner's own folders.
#
# With the release, an action that lints gets the pack of the project's Go, so
# that it need not look through the standard library first: from the tool cache
# or the release, by its digest in the same file, and named in TALLYSTICK_PACK,
# where a caller may list packs of their own. No pack is no error. "off" there
# wants none.
#
# Inputs arrive as variables and no text of a stranger is ever part of a
# command. Works with bash 3.2 (macOS) and the tools of POSIX, plus curl and
# one program that computes SHA-256.
set -euo pipefail
unset CDPATH

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(cat "$here/cmd/tallystick/VERSION")
checksums=$here/dist/checksums.txt
base=${INPUT_BASE_URL:-${TALLYSTICK_BASE_URL:-https://github.com/tallystick/tallystick/releases/download/v$version}}

if command -v sha256sum >/dev/null; then
	sha256=(sha256sum)
elif command -v shasum >/dev/null; then
	sha256=(shasum -a 256)
else
	sha256=(openssl dgst -sha256 -r)
fi

# one_line keeps a text from being more than one line, or a command, to the
# runner (the escapes are those of workflow commands).
one_line() {
	local text=$1
	text=${text//%/%25}
	text=${text//$'\r'/%0D}
	text=${text//$'\n'/%0A}
	printf '%s' "${text//\#\#\[/# #[}"
}

say() { printf 'tallystick: %s\n' "$(one_line "$1")" >&2; }

# fail ends the launch. A launcher that stops for whatever reason ends with 4,
# the exit code for the environment: 1 would read as "has findings".
code=4
trap 'exit "$code"' EXIT
trap 'code=130; exit' INT TERM
fail() {
	if [ "${GITHUB_ACTIONS:-}" = true ]; then
		printf '::error title=tallystick::%s\n' "$(one_line "$1")" >&2
	else
		say "$1"
	fi
	exit "$code"
}

digest() { "${sha256[@]}" <"$1" | cut -d ' ' -f 1; }

# minor is N of go1.N, or 0 for a text that names no Go version.
minor() {
	local rest=${1#*go1.}
	[ "$rest" != "$1" ] || rest=
	rest=${rest%%[!0-9]*}
	printf '%s' "${rest:-0}"
}

# platform sets the name of the release asset for this machine, or "".
platform() {
	local os arch exe=
	case $(uname -s) in
	Linux) os=linux ;;
	Darwin) os=darwin ;;
	MINGW* | MSYS* | CYGWIN*) os=windows exe=.exe ;;
	*) os= ;;
	esac
	case $(uname -m) in
	x86_64 | amd64) arch=amd64 ;;
	aarch64 | arm64) arch=arm64 ;;
	*) arch= ;;
	esac
	suffix=$exe
	asset=
	[ -z "$os" ] || [ -z "$arch" ] || asset=tallystick_${version}_${os}_$arch$exe
}

# writable prints the first of the folders that can be made and written to.
writable() {
	local dir
	for dir in "$@"; do
		if [ -n "$dir" ] && mkdir -p "$dir/tallystick" 2>/dev/null && [ -w "$dir/tallystick" ]; then
			printf '%s/tallystick' "$dir"
			return
		fi
	done
	fail "no folder for the binary can be written to: set RUNNER_TEMP to one"
}

# project_go sets what the project is built with: the Go of the module with the
# newest go or toolchain line, where the go command may switch to a newer
# toolchain than the one on PATH, and what the job's settings build for.
project_go() {
	local dir=${INPUT_DIR:-.} newest
	[ -z "$asked" ] || return 0
	asked=yes
	[ -d "$dir" ] && command -v go >/dev/null || return 0
	newest=$(cd -- "$dir" && find . \( -name 'vendor' -o -name testdata -o -name node_modules -o -name '_*' -o -name '.?*' \) -prune \
		-o \( -name go.mod -o -name go.work \) -type f -exec awk '
			($1 == "go" || $1 == "toolchain") && $2 ~ /^(go)?1\.[0-9]+/ {
				sub(/^go/, "", $2); split($2, part, ".")
				if (part[2] + 0 > best) { best = part[2] + 0; file = FILENAME }
			}
			END { if (best) print file }' {} +) || return 0
	newest=${newest%%$'\n'*}
	# One line each; cgo is another standard library.
	{
		read -r project && read -r target_os && read -r target_arch && read -r target_cgo
	} < <(cd -- "$dir/${newest%/*}" && go env GOVERSION GOOS GOARCH CGO_ENABLED 2>/dev/null) || true
}
asked='' project='' target_os='' target_arch='' target_cgo=''

# too_old says whether the Go that built the release is older than the
# project's: such a binary cannot read the project's code.
too_old() {
	local built
	built=$(sed -n 's/^# \(go1\.[0-9][0-9.]*\)$/\1/p' "$checksums" | head -n 1)
	[ -n "$built" ] || return 1
	project_go
	[ "$(minor "$project")" -gt "$(minor "$built")" ] || return 1
	say "the project's Go is $project, the release was built with $built: building from source"
}

# listed prints the digest that an asset of the release has, or nothing.
listed() { awk -v name="$1" '$2 == name { print $1; exit }' "$checksums"; }

# fetch sets file to an asset of the release with this digest, from the tool
# cache or downloaded, and how to which it was; file is empty when the asset
# cannot be had. One with another digest ends the launch. The rest of the
# arguments is for curl.
fetch() {
	local asset=$1 want=$2 got tmp
	shift 2
	file=$(writable "${RUNNER_TOOL_CACHE:-}" "${RUNNER_TEMP:-}" "${XDG_CACHE_HOME:-${HOME:-}/.cache}")/$version/$asset
	if [ -f "$file" ]; then
		got=$(digest "$file")
		how=cached
		[ "$got" != "$want" ] || return 0
		say "$file has the digest $got, want $want: downloading it anew"
	fi
	mkdir -p "${file%/*}"
	tmp=$(mktemp "${file%/*}/.download.XXXXXX")
	if ! curl --fail --silent --show-error --location --max-filesize 500000000 "$@" --output "$tmp" -- "$base/$asset"; then
		rm -f "$tmp"
		file=
		return
	fi
	got=$(digest "$tmp")
	if [ "$got" != "$want" ]; then
		rm -f "$tmp"
		fail "checksum mismatch, nothing was run: $base/$asset has the SHA-256 digest $got, want $want"
	fi
	chmod 755 "$tmp"
	# A binary that runs cannot be replaced on Windows, nor need it be.
	mv -f "$tmp" "$file" || { rm -f "$tmp"; [ "$(digest "$file")" = "$want" ]; }
	how=downloaded
}

# release sets bin to the binary of the release, checked, if it can be had.
release() {
	local want file how
	[ -n "$asset" ] || return 0
	want=$(listed "$asset")
	if [ -z "$want" ] || too_old; then
		return 0
	fi
	fetch "$asset" "$want" --retry 2 --connect-timeout 20 --max-time 600
	if [ -n "$file" ]; then
		bin=$file
		say "$version, $how"
	else
		say "could not download $base/$asset: building from source"
	fi
}

# std_pack adds the pack of the project's Go to TALLYSTICK_PACK, if there is
# one. Where it cannot be had it is not waited for: it saves a few seconds.
std_pack() {
	local name want file how list=:
	[ "${TALLYSTICK_PACK:-}" != off ] && grep -q _std_ "$checksums" || return 0
	project_go
	name=tallystick_${version}_std_${project}_${target_os}_$target_arch
	[ "$target_cgo" != 1 ] || name=${name}_cgo
	name=$name.pack
	want=$(listed "$name")
	[ -n "$want" ] || return 0
	fetch "$name" "$want" --connect-timeout 5 --max-time 60
	if [ -n "$file" ]; then
		[ -z "$suffix" ] || list=';' # Windows
		export TALLYSTICK_PACK="${TALLYSTICK_PACK:+$TALLYSTICK_PACK$list}$file"
		say "the standard library of $project, $how"
	else
		say "could not download $base/$name: the standard library is looked through instead"
	fi
}

# go_here runs the go command on our own source, for this machine: settings of
# the job for the project's build do not count.
go_here() (
	cd "$here"
	unset GOOS GOARCH GOAMD64 GOARM64 GOEXPERIMENT
	export GOFLAGS='' GOWORK=off CGO_ENABLED=0
	[ -z "$toolchain" ] || export GOTOOLCHAIN="$toolchain"
	exec go "$@"
)

# source_build sets bin to a binary built from this repository. It stays in
# RUNNER_TEMP, so for one job: no digest in the repository vouches for it.
source_build() {
	local go key file tmp
	toolchain=
	command -v go >/dev/null || fail "there is no release for this machine and no go command: put actions/setup-go before this step"
	project_go
	go=$(go_here env GOVERSION) || fail "the go command does not work here"
	if [ "$(minor "$project")" -gt "$(minor "$go")" ]; then
		toolchain=$project
		go=$project
	fi
	key=$(
		cd "$here"
		find go.mod go.sum actions checks cmd internal -name testdata -prune \
			-o -type f ! -name '*_test.go' -exec "${sha256[@]}" {} + | LC_ALL=C sort | "${sha256[@]}" | cut -d ' ' -f 1
	) || fail "the source in $here is not whole"
	file=$(writable "${RUNNER_TEMP:-}" "${XDG_CACHE_HOME:-${HOME:-}/.cache}")/source/$go-$key/tallystick$suffix
	if [ -f "$file" ] && [ "$(digest "$file")" = "$(cat "$file.sha256" 2>/dev/null)" ]; then
		bin=$file
		say "$version, built before from source with $go"
		return
	fi
	say "building $version from source with $go, which takes minutes where Go's build cache is empty"
	mkdir -p "${file%/*}"
	tmp=$(mktemp -d "${file%/*}/.build.XXXXXX")
	if ! go_here build -trimpath -buildvcs=false -ldflags=-buildid= -o "$tmp/tallystick$suffix" ./cmd/tallystick >&2; then
		rm -rf "$tmp"
		fail "building tallystick $version from source failed: it needs the Go of its go.mod and a module proxy (GOPROXY)"
	fi
	digest "$tmp/tallystick$suffix" >"$tmp/sha256"
	# Two at once build the same bytes: either's are right.
	mv -f "$tmp/tallystick$suffix" "$file" || [ -f "$file" ]
	mv -f "$tmp/sha256" "$file.sha256"
	rm -rf "$tmp"
	bin=$file
}

bin=
platform
if [ -n "${TALLYSTICK_BIN:-}" ]; then
	[ -x "$TALLYSTICK_BIN" ] || fail "TALLYSTICK_BIN is $TALLYSTICK_BIN, which cannot be run"
	bin=$TALLYSTICK_BIN
else
	case ${INPUT_INSTALL:-auto} in
	auto)
		release
		if [ -z "$bin" ]; then
			source_build
		else
			case ${1:-} in
			gate | lint) std_pack ;;
			esac
		fi
		;;
	source) source_build ;;
	*)
		code=2 # usage
		fail "install: got \"$INPUT_INSTALL\", want auto or source"
		;;
	esac
fi
exec "$bin" "$@"
