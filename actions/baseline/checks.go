package baseline

import (
	"fmt"
	"go/version"

	"github.com/tallystick/tallystick/internal/finding"
)

// declared holds go.mod to the policy.
func (c *check) declared() {
	if c.mod.goLine == nil {
		want := c.policy.suggestion()
		if want == "" {
			want = version.Lang(c.here.installed)[len("go"):]
		}
		c.say("go", finding.Error, c.mod.atGo(), "go mod edit -go="+want+" && go mod tidy",
			"go.mod has no go line, which means "+assumed+", want one")
	} else if v := c.mod.goVersion(); !c.policy.allows(v) {
		c.say("go", finding.Error, c.mod.atGo(), c.edit("go mod edit -go=%s && go mod tidy"),
			fmt.Sprintf("go.mod declares %s, want %s", v, c.policy))
	}
	if t := c.mod.toolchain; t != nil && !c.policy.allows(t.Name) {
		c.say("toolchain", finding.Error, c.mod.atToolchain(), "go mod edit -toolchain=none",
			fmt.Sprintf("go.mod names toolchain %s, want %s", t.Name, c.policy))
	}
}

// edit is a command with a version that the policy allows, or "" where the
// policy names none.
func (c *check) edit(command string) string {
	if v := c.policy.suggestion(); v != "" {
		return fmt.Sprintf(command, v)
	}
	return ""
}

// workspace holds the go.work above to the policy, and to the module.
func (c *check) workspace() {
	if c.work == nil {
		return
	}
	v := c.work.goVersion()
	if !c.policy.allows(v) {
		c.say("work", finding.Error, c.work.atGo(), c.edit("go work edit -go=%s"),
			fmt.Sprintf("%s declares %s, want %s", c.work.path, v, c.policy))
	}
	if t := c.work.toolchain; t != nil && !c.policy.allows(t.Name) {
		c.say("work", finding.Error, c.work.atToolchain(), "go work edit -toolchain=none",
			fmt.Sprintf("%s names toolchain %s, want %s", c.work.path, t.Name, c.policy))
	}
	if c.here.mode() == "" && version.Compare(v, c.here.installed) > 0 {
		c.say("work", finding.Error, c.work.atGo(), "install "+v+" or newer (https://go.dev/dl)",
			fmt.Sprintf("%s declares %s, which the installed %s refuses with GOTOOLCHAIN=%s", c.work.path, v, c.here.installed, c.here.gotoolchain))
	}
	if need := c.mod.goVersion(); version.Compare(v, need) < 0 {
		c.say("work", finding.Error, c.work.atGo(), "go work use",
			fmt.Sprintf("%s declares %s, want %s or newer as %s does", c.work.path, v, need, c.mod.path))
	}
}

// running holds the installed Go to the policy, and the Go that a desk would
// run to the installed one.
func (c *check) running() {
	at := c.mod.atGo()
	if !c.policy.allows(c.here.installed) {
		hint := "install another Go (https://go.dev/dl)"
		if v := c.policy.suggestion(); v != "" {
			hint = "install go" + v + " (https://go.dev/dl)"
		}
		c.say("running", finding.Error, at, hint,
			fmt.Sprintf("the installed Go is %s, want %s", c.here.installed, c.policy))
	}
	governing := c.mod
	if c.work != nil {
		governing = c.work
	}
	v, why := c.here.runs(governing)
	// A go line that is too new for the installed Go ends the step; see
	// buildable.
	if v == c.here.installed || version.Compare(c.mod.goVersion(), c.here.installed) > 0 {
		return
	}
	if governing.toolchain != nil && v == governing.toolchain.Name {
		at = governing.atToolchain()
	}
	c.say("switch", finding.Error, at, "install "+v+" and set GOTOOLCHAIN=local, or name the installed Go in "+governing.path,
		fmt.Sprintf("GOTOOLCHAIN=%s runs %s %s, want the installed %s", c.here.gotoolchain, v, why, c.here.installed))
}

// strict is the first Go that refuses what is newer than itself, and the
// first that takes patch levels and toolchain lines (go.dev/doc/toolchain).
const strict = "go1.21"

// target asks whether the ccenv of a Fabric release can build the module.
func (c *check) target(r release) {
	image := fmt.Sprintf("the ccenv of Fabric %s has %s", r.tag, r.gover)
	if version.Compare(r.gover, strict) < 0 {
		c.oldTarget(r, image)
		return
	}
	v := c.mod.goVersion()
	if version.Compare(v, r.gover) > 0 {
		c.say("fabric", finding.Error, c.mod.atGo(),
			fmt.Sprintf("go mod edit -go=%s && go mod tidy, if the dependencies allow; %s", r.gover[2:], newer(r, v)),
			fmt.Sprintf("%s, want %s or newer: it refuses go.mod unless it may download another Go", image, v))
		return
	}
	if t := c.mod.toolchain; t != nil && version.Compare(t.Name, r.gover) > 0 {
		c.say("fabric", finding.Warning, c.mod.atToolchain(), "go mod edit -toolchain=none; "+newer(r, t.Name),
			fmt.Sprintf("%s, want %s or newer: it may try to download the toolchain", image, t.Name))
	}
}

// oldTarget is target for a Go before 1.21.
func (c *check) oldTarget(r release, image string) {
	v, own := c.mod.goVersion(), version.Lang(r.gover)
	switch {
	case c.mod.goLine != nil && !isLanguage(c.mod.goLine.Version):
		c.say("patch", finding.Error, c.mod.atGo(),
			fmt.Sprintf("go mod edit -go=%s, if the dependencies allow; %s", own[2:], newer(r, v)),
			fmt.Sprintf("%s, which takes go lines such as %s only, got %s", image, own[2:], c.mod.goLine.Version))
	case version.Compare(v, r.gover) > 0:
		c.say("fabric", finding.Warning, c.mod.atGo(),
			fmt.Sprintf("go mod edit -go=%s, if the dependencies allow; %s", own[2:], newer(r, v)),
			fmt.Sprintf("%s, want %s or newer: it builds only what needs nothing newer than itself", image, v))
	}
	if c.mod.toolchain != nil {
		c.say("directive", finding.Error, c.mod.atToolchain(), "go mod edit -toolchain=none; "+newer(r, strict),
			fmt.Sprintf("%s, which does not know the toolchain line, want none", image))
	}
}

// newer says which release has a Go that takes the line as it is.
func newer(r release, v string) string {
	if version.Compare(v, strict) < 0 {
		v = strict
	}
	if first, ok := firstWith(r, v); ok {
		return fmt.Sprintf("the first release with it is %s (%s)", first.tag, first.gover)
	}
	all := releases()
	return fmt.Sprintf("no release up to %s has it", all[len(all)-1].tag)
}
