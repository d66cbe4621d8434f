package baseline

import (
	"context"
	_ "embed"
	"go/version"
	"runtime"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Action is the baseline action.
var Action = &action.Action{
	Name: "baseline", Doc: manual.Of(doc), PerModule: true,
	Rules: rules,
	New:   func() action.Runner { return &runner{} },
}

func rules() []finding.Rule {
	return []finding.Rule{
		{ID: "baseline/go", Title: "the go line of go.mod is outside the policy, or there is none"},
		{ID: "baseline/toolchain", Title: "the toolchain line of go.mod is outside the policy"},
		{ID: "baseline/work", Title: "a line of the go.work above is outside the policy, or older than the module's"},
		{ID: "baseline/running", Title: "the installed Go is outside the policy"},
		{ID: "baseline/switch", Title: "GOTOOLCHAIN makes the go command run another Go than the installed one"},
		{ID: "baseline/fabric", Title: "the chaincode build image of the Fabric release has an older Go"},
		{ID: "baseline/patch", Title: "the chaincode build image of the Fabric release rejects a go line with a patch level"},
		{ID: "baseline/directive", Title: "the chaincode build image of the Fabric release does not know the toolchain line"},
	}
}

type runner struct{ policy, fabric string }

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&r.policy, "go", "", `Go versions that the team agreed on: 1.25 (or newer), =1.25.3 (exactly), ">=1.24 <1.27" (a range); empty for any`)
	fs.StringVar(&r.fabric, "fabric", "", "Fabric release, such as v2.5.12, whose chaincode build image (fabric-ccenv) must be able to build the module")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	policy, err := parsePolicy(r.policy)
	if err != nil {
		return action.Usage("--go: %w", err)
	}
	var target release
	if r.fabric != "" {
		if target, err = findRelease(r.fabric); err != nil {
			return err
		}
	}
	mod, err := readMod(s)
	if err != nil {
		return err
	}
	found, err := look(ctx, s)
	if err != nil {
		return err
	}
	work, err := readWork(s, found.work)
	if err != nil {
		return err
	}
	c := &check{Step: s, policy: policy, mod: mod, work: work, here: found}
	c.declared()
	c.workspace()
	c.running()
	if target.tag != "" {
		c.target(target)
	}
	return c.buildable(normal(runtime.Version()))
}

// check is one module with all that is known about its Go.
type check struct {
	*action.Step
	policy policy
	mod    *file
	work   *file // nil when no go.work governs the module
	here   machine
}

func (c *check) say(rule string, severity finding.Severity, at finding.Location, hint, message string) {
	c.Report(finding.Finding{Rule: "baseline/" + rule, Severity: severity, Message: message, Hint: hint, Location: at})
}

// buildable says whether the installed Go can build the module and the Go of
// this program can type-check it. Nothing that either says about a newer
// module can be trusted.
func (c *check) buildable(built string) error {
	need := c.mod.goVersion()
	if version.Compare(need, c.here.installed) > 0 {
		err := action.NotAnalysed("%s needs %s, the installed Go is %s, which cannot build it", c.mod.path, need, c.here.installed)
		switch c.here.mode() {
		case "auto":
			return err.WithHint("install %s or newer (https://go.dev/dl); GOTOOLCHAIN=%s would download it in silence, which Tallystick never does", need, c.here.gotoolchain)
		case "path":
			return err.WithHint("put %s or newer first on PATH; Tallystick does not switch as GOTOOLCHAIN=%s does", need, c.here.gotoolchain)
		}
		return err.WithHint("install %s or newer (https://go.dev/dl); with GOTOOLCHAIN=%s the go command refuses the module", need, c.here.gotoolchain)
	}
	// The type checker refuses by language version (go/types, Config.GoVersion),
	// so the patch level does not matter.
	if version.IsValid(built) && version.Compare(version.Lang(need), version.Lang(built)) > 0 {
		return action.NotAnalysed("this tallystick was built with %s, %s needs %s", built, c.mod.path, need).
			WithHint("build it with the installed %s; in a workflow set install: source", c.here.installed)
	}
	return nil
}
