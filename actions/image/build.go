package image

import (
	"context"
	"debug/buildinfo"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
	"github.com/tallystick/tallystick/internal/finding"
)

// builder compiles the chaincode of one step.
type builder struct {
	step   *action.Step
	finder *chaincode.Finder
	main   chaincode.Main
}

// binary is the chaincode compiled for one platform.
type binary struct {
	platform string // os/arch
	path     string
	info     *buildinfo.BuildInfo
}

// build compiles for each platform, one after the other: the go command
// itself uses all cores. It gives nothing, and a finding, when a binary could
// not start in the image.
func (b *builder) build(ctx context.Context, work string, platforms []string) ([]binary, error) {
	var binaries []binary
	for i, platform := range platforms {
		b.step.Progress("building for %s (%d of %d)", platform, i+1, len(platforms))
		bin, err := b.compile(ctx, work, platform)
		if err != nil {
			return nil, err
		}
		proof, err := examine(bin.path)
		if err != nil {
			return nil, action.NotAnalysed("reading the binary for %s: %w", platform, err)
		}
		if wrong := proof.wrong(platform); wrong != "" {
			b.report("image/dynamic", finding.Error, "the binary for "+platform+" "+wrong,
				"use a Go command that links statically without cgo, as those of https://go.dev/dl do")
			return nil, nil
		}
		if i == 0 && proof.chaincode && !proof.server {
			b.report("image/noserver", finding.Warning, "the chaincode calls shim.Start and never starts a chaincode server",
				"start a shim.ChaincodeServer when CHAINCODE_SERVER_ADDRESS is set, as Start of contract-api 2.x does")
		}
		binaries = append(binaries, bin)
	}
	return binaries, nil
}

// compile runs the compiler and linker.
func (b *builder) compile(ctx context.Context, work, platform string) (binary, error) {
	out := filepath.Join(work, strings.ReplaceAll(platform, "/", "-"))
	if err := b.finder.Build(ctx, b.main, platform, out); err != nil {
		return binary{}, err
	}
	info, err := buildinfo.ReadFile(out)
	if err != nil {
		return binary{}, action.NotAnalysed("reading the build information for %s: %w", platform, err)
	}
	return binary{platform, out, info}, nil
}

// report reports about the main package.
func (b *builder) report(rule string, severity finding.Severity, message, hint string) {
	b.step.Report(finding.Finding{
		Rule: rule, Severity: severity, Message: message, Hint: hint,
		Location: finding.Location{Path: b.step.Rel(b.main.File)},
	})
}
