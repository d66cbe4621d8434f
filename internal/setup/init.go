package setup

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/config"
	"github.com/tallystick/tallystick/internal/driver"
)

// WorkflowPath is where Init writes the workflow, from the repository root.
const WorkflowPath = ".github/workflows/tallystick.yml"

// Adviser looks at a repository and says what of it matters for the
// configuration: in lines for people, and as settings. Both may be empty.
type Adviser func(root string) (text string, settings []Setting)

// Init is the command that writes a commented configuration and a workflow.
// schema is the address of the schema for editors, with %s for the version.
func Init(schema string, advisers ...Adviser) func(*driver.Command) *cobra.Command {
	return func(c *driver.Command) *cobra.Command {
		return &cobra.Command{
			Use:   "init",
			Short: "write a commented " + config.Name + " and a workflow",
			Long: "Writes " + config.Name + ", in which every setting stands as a comment with its default, and\n" +
				WorkflowPath + ", both at the root of the repository. A file that is there is left alone.\n" +
				"What follows from other configurations of the repository, such as .golangci.yml, is said and set.",
			Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				return initialise(c, fmt.Sprintf(schema, c.Version), advisers)
			},
		}
	}
}

func initialise(c *driver.Command, schema string, advisers []Adviser) error {
	dir, err := filepath.EvalSymlinks(c.Dir)
	if err != nil {
		return action.Environment("finding the working folder: %w", err)
	}
	root := c.Repository(dir)
	var advice strings.Builder
	var settings []Setting
	for _, advise := range advisers {
		text, more := advise(root)
		advice.WriteString(text)
		settings = append(settings, more...)
	}
	wrote := 0
	for _, file := range []struct {
		path string
		data []byte
	}{
		{config.Name, Configuration(c.Sections(), schema, settings...)},
		{WorkflowPath, Workflow(c.Version, goModOf(root))},
	} {
		path := filepath.Join(root, filepath.FromSlash(file.path))
		created, err := create(path, file.data, 0o644)
		if err != nil {
			return err
		}
		verb := "kept "
		if created {
			verb, wrote = "wrote", wrote+1
		}
		fmt.Fprintln(c.Stdout, verb, rel(dir, path))
	}
	if advice.Len() > 0 {
		fmt.Fprint(c.Stdout, "\n", advice.String())
	}
	if wrote == 0 {
		return action.Usage("both files are there already, nothing written").WithHint("delete one to have it written again")
	}
	return nil
}
