#!/usr/bin/env bash
# Builds Fabric's programs at one version with plain go build, from the module
# in testdata/programs/VERSION, into the user's cache, and prints the folder:
# bin/ and config/, as in a release of Fabric. What is there already is left
# alone. programs.sh VERSION
set -euo pipefail

version=$1
module=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/testdata/programs/$version
[ -f "$module/go.mod" ] || { echo "programs.sh: there is no $module/go.mod" >&2; exit 2; }
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tallystick/fabric
dir=$cache/$version

if [ ! -d "$dir" ]; then
	echo "building Fabric $version" >&2
	mkdir -p "$cache"
	new=$(mktemp -d "$cache/.new.XXXXXX")
	trap 'rm -rf "$new"' EXIT
	cd "$module"
	export CGO_ENABLED=0 GOFLAGS=-mod=readonly GOWORK=off
	fabric=github.com/hyperledger/fabric
	mkdir "$new/bin" "$new/config"
	go build -trimpath -buildvcs=false -ldflags="-s -w -X $fabric/common/metadata.Version=$version" -o "$new/bin/" \
		"$fabric"/cmd/{peer,orderer,configtxgen,cryptogen,osnadmin} >&2
	sample=$(go list -m -f '{{.Dir}}' "$fabric")/sampleconfig
	install -m 644 "$sample"/{core,orderer}.yaml "$new/config/"
	chmod 755 "$new"
	mv "$new" "$dir"
fi
echo "$dir"
