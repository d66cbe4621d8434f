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

	"github.com/tallystick/tallystick/actions"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/driver"
)

//go:embed VERSION
var version string

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tallystick: finding the working folder:", err)
		return 4
	}
	command := &driver.Command{
		Version: strings.TrimSpace(version),
		Actions: actions.All(),
		Formats: report.Formats,
		Dir:     dir,
		Getenv:  os.Getenv,
		Environ: os.Environ(),
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
	}
	return command.Main(ctx, os.Args[1:])
}
