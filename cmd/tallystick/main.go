// Command tallystick checks, builds, packs and signs Hyperledger Fabric
// chaincode written in Go: on a desk, in a hook, in any CI.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/actions"
	"github.com/tallystick/tallystick/actions/lint"
	"github.com/tallystick/tallystick/actions/lint/golangci"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/cache"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/explain"
	_ "github.com/tallystick/tallystick/internal/memory" // collects garbage less often
	"github.com/tallystick/tallystick/internal/replay"
	"github.com/tallystick/tallystick/internal/setup"
)

//go:embed VERSION
var version string

func main() {
	if process.Asked(os.Args) {
		os.Exit(process.Warden())
	}
	if asked(os.Args[1:]) {
		vettool()
	}
	os.Exit(run())
}

func run() int {
	ctx := interruptible()
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tallystick: finding the working folder:", err)
		return 4
	}
	c := command()
	c.Dir, c.Getenv, c.Environ = dir, os.Getenv, os.Environ()
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.Keep = replay.Keep
	return c.Main(ctx, os.Args[1:])
}

// interruptible is a context that the first signal ends; a second one ends the
// program at once.
//
// The signals stay ours. Ctrl-C also reaches the child that Go clones once, to
// see what the kernel can do (syscall.doCheckClonePidfd), and that shares our
// memory and handlers with no signal blocked: if it died of one there, we would
// go on with the stack of a signal handler, which the runtime does not survive.
func interruptible() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		cancel()
		<-signals
		os.Exit(action.ExitInterrupted)
	}()
	return ctx
}

// command is the program without the world.
func command() driver.Command {
	return driver.Command{
		Version: strings.TrimSpace(version),
		Actions: actions.All(),
		Formats: report.Formats,
		More: []func(*driver.Command) *cobra.Command{
			setup.Init("https://raw.githubusercontent.com/tallystick/tallystick/v%s/"+config.SchemaPath, golangciAdvice),
			setup.Hook(hooks()...),
			cache.Of(lint.Action),
			explain.Command,
		},
	}
}

// golangciAdvice says what the tiers of lint cover of a repository's
// .golangci.yml.
func golangciAdvice(root string) (string, []setup.Setting) {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	lint.Action.New().Inputs(flags)
	var rules []string
	for _, rule := range lint.Action.Rules() {
		rules = append(rules, rule.ID)
	}
	text, tiers := golangci.Advise(root, action.List(config.Default(flags.Lookup("tiers"))), rules)
	if tiers == nil {
		return text, nil
	}
	return text, []setup.Setting{{Section: "lint", Input: "tiers", Values: tiers}}
}

// hooks judge and make nothing: a repository may have configured that an
// image is pushed or signed, and that is not for a hook to do.
func hooks() []setup.GitHook {
	return []setup.GitHook{
		{Name: "pre-commit", Args: []string{"lint", "--tiers", "vet,chaincode"}},
		{Name: "pre-push", Args: []string{"gate", "--skip", "image,pack,sign,verify"}},
	}
}
