package driver

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
)

func (c *Command) configCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "check and explain " + config.Name}
	cmd.AddCommand(&cobra.Command{
		Use: "schema", Short: "print the JSON schema of " + config.Name, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			schema, err := config.Schema(c.Sections())
			if err == nil {
				_, err = c.Stdout.Write(schema)
			}
			return err
		},
	}, &cobra.Command{
		Use: "verify [file]", Short: "check a configuration file", Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path := config.Find(c.Dir, c.Repository(c.Dir))
			if len(args) == 1 {
				path = c.abs(args[0])
			}
			if path == "" {
				return action.Usage("no %s here or above", config.Name).WithHint("tallystick init writes one")
			}
			if _, err := config.Read(path, c.Sections()); err != nil {
				return action.Usage("%w", err).WithHint("tallystick config schema prints what the file may hold")
			}
			fmt.Fprintln(c.Stdout, path+": right")
			return nil
		},
	})
	return cmd
}
