#!/usr/bin/env bash
# Builds the release's assets into dist/ and writes dist/checksums.txt.
#
# The build depends on the source and the Go version alone, as the launcher's
# own (actions/launch.sh) does, so anyone can repeat it and compare. The order
# of a release: commit the source, run this, commit dist/checksums.txt, tag
# that commit; the workflow builds again, compares and uploads.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

unset GOAMD64 GOARM64 GOEXPERIMENT
export GOFLAGS='' GOWORK=off CGO_ENABLED=0

version=$(cat cmd/tallystick/VERSION)
rm -f dist/tallystick_*
for platform in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do
	os=${platform%/*} arch=${platform#*/} exe=
	[ "$os" != windows ] || exe=.exe
	asset=tallystick_${version}_${os}_$arch$exe
	echo "building $asset"
	GOOS=$os GOARCH=$arch go build -trimpath -buildvcs=false -ldflags=-buildid= -o "dist/$asset" ./cmd/tallystick
done

# The packs of the standard library, which this machine's binary makes for all:
# a record depends on the target, not on where it was made. But on Linux the
# net package needs a C compiler for the target where cgo is on.
own=dist/tallystick_${version}_$(go env GOHOSTOS)_$(go env GOHOSTARCH)
while read -r release; do
	go run ./cmd/stdpack -binary "$own" -version "$version" -go "$release" \
		linux_amd64 linux_amd64_cgo linux_arm64 darwin_arm64 darwin_arm64_cgo </dev/null
done < <(grep '^go1' dist/packs.txt)

# The first line tells the launcher which Go built the release.
new=$(mktemp dist/.checksums.XXXXXX)
trap 'rm -f "$new"' EXIT
(
	echo "# $(go env GOVERSION)"
	cd dist
	if command -v sha256sum >/dev/null; then sha256sum tallystick_*; else shasum -a 256 tallystick_*; fi
) >"$new"
chmod 644 "$new"
mv "$new" dist/checksums.txt
cat dist/checksums.txt
