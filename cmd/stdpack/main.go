// Command stdpack makes the packs of the standard library for a release:
// stdpack [flags] TARGET..., where a target is such as linux_amd64 or, with
// cgo, linux_amd64_cgo. dist/build.sh and make pack run it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/tallystick/tallystick/internal/stdpack"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	m := stdpack.Maker{Environ: os.Environ(), Stderr: os.Stderr}
	flag.StringVar(&m.Binary, "binary", "", "tallystick")
	flag.StringVar(&m.Version, "version", "", "of tallystick")
	flag.StringVar(&m.Go, "go", "", "release whose standard library it is")
	flag.StringVar(&m.Out, "out", "dist", "folder for the packs")
	flag.Parse()
	if err := run(ctx, m, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "stdpack:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, m stdpack.Maker, targets []string) error {
	var err error
	if m.Binary, err = filepath.Abs(m.Binary); err != nil {
		return err
	}
	for _, text := range targets {
		t, err := stdpack.ParseTarget(text)
		if err != nil {
			return err
		}
		if _, err := m.Make(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
