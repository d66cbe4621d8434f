// Package cache is the command that shows, trims and clears what a run keeps
// for the next one.
//
// It looks at the folder that a run would use, and removes nothing but
// records.
package cache

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/store"
)

const long = `The folder is that of the input cache (--cache, INPUT_CACHE, lint.cache in the configuration), else of
TALLYSTICK_CACHE, else tallystick/lint among your caches (XDG_CACHE_HOME is heard). "off" keeps nothing.

A run trims once a day: records that were not used for 30 days go, and then those that were not used for longest, until
the rest takes 2 GiB at most. TALLYSTICK_CACHE_AGE and TALLYSTICK_CACHE_SIZE set other limits, as 7d or 500MiB; "none"
is no limit.

Losing records makes the next run slower and no result wrong: clear whenever you like.`

// Of makes the command. The action is the one that keeps records, in the
// folder of its input "cache".
func Of(a *action.Action) func(*driver.Command) *cobra.Command {
	return func(c *driver.Command) *cobra.Command {
		k := &keeper{command: c, action: a}
		cmd := &cobra.Command{
			Use: "cache", Short: "show, trim or clear the records that make the next run fast", Args: cobra.NoArgs,
			Long: long, RunE: func(*cobra.Command, []string) error { return k.show() },
		}
		cmd.PersistentFlags().StringVar(&k.cache, "cache", "", "folder of the records, relative to the repository root, in place of the one that a run would use")
		trim := &cobra.Command{
			Use: "trim", Short: "remove records that were not used for long", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return k.trim() },
		}
		trim.Flags().StringVar(&k.age, "age", "", "keep records that were used since, such as 30d or 12h, or none for no limit (default: "+store.AgeVariable+", else 30d)")
		trim.Flags().StringVar(&k.size, "size", "", "keep records up to this size, such as 500MiB or 2GiB, or none for no limit (default: "+store.SizeVariable+", else 2GiB)")
		cmd.AddCommand(trim, &cobra.Command{
			Use: "clear", Short: "remove all records", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return k.clear() },
		}, &cobra.Command{
			Use: "dir", Short: "print the folder of the records", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return k.dir() },
		})
		return cmd
	}
}

type keeper struct {
	command          *driver.Command
	action           *action.Action
	cache, age, size string // flags
}

// folder is that of a run, or "" where nothing is kept.
func (k *keeper) folder() (string, error) {
	inputs, root, err := k.command.Settings(k.action)
	if err != nil {
		return "", err
	}
	cache := k.cache
	if f := inputs.Lookup("cache"); f != nil && cache == "" {
		cache = f.Value.String()
	}
	dir, err := store.Dir(cache, root, k.command.Getenv)
	if err != nil {
		return "", action.Environment("%w", err).WithHint("set %s to a folder", store.DirVariable)
	}
	return dir, nil
}

// open is the store of a folder that there is.
func (k *keeper) open() (*store.Store, error) {
	dir, err := k.folder()
	if err != nil {
		return nil, err
	}
	s := store.Open(dir)
	if err := s.Err(); err != nil {
		return nil, action.Environment("opening the cache: %w", err).WithHint("name another folder with --cache or %s", store.DirVariable)
	}
	return s, nil
}

func (k *keeper) limits() (store.Limits, error) {
	l, err := store.LimitsOf(k.command.Getenv)
	if err != nil {
		return l, action.Usage("%w", err)
	}
	if k.age != "" {
		if l.Age, err = store.ParseAge(k.age); err != nil {
			return l, action.Usage("--age: %w", err)
		}
	}
	if k.size != "" {
		if l.Size, err = store.ParseSize(k.size); err != nil {
			return l, action.Usage("--size: %w", err)
		}
	}
	return l, nil
}

func (k *keeper) dir() error {
	dir, err := k.folder()
	if err != nil {
		return err
	}
	if dir == "" {
		return action.Usage("the cache is off: there is no folder").WithHint("name one with --cache or %s", store.DirVariable)
	}
	fmt.Fprintln(k.command.Stdout, dir)
	return nil
}

func (k *keeper) show() error {
	s, err := k.open()
	if err != nil {
		return err
	}
	limits, err := k.limits()
	if err != nil {
		return err
	}
	w := k.command.Stdout
	if s.Dir() == "" {
		fmt.Fprintln(w, "folder   off, nothing is kept")
	} else if err := content(w, s, limits); err != nil {
		return err
	}
	for _, path := range store.Packs(k.command.Getenv) {
		fmt.Fprintln(w, "pack    ", path+":", packed(path))
	}
	return nil
}

func content(w io.Writer, s *store.Store, l store.Limits) error {
	c, err := s.Content()
	if err != nil {
		return action.Environment("reading the cache: %w", err)
	}
	fmt.Fprintln(w, "folder  ", s.Dir())
	fmt.Fprintf(w, "records  %s\n", amount(c))
	if c.Records > 0 {
		fmt.Fprintf(w, "used     %s to %s ago\n", age(c.Newest), age(c.Oldest))
	}
	due := "by the next run"
	if trimmed := s.Trimmed(); !trimmed.IsZero() {
		due = "last " + age(trimmed) + " ago"
	}
	fmt.Fprintf(w, "trimmed  %s, to %s\n", due, bounds(l))
	return nil
}

func (k *keeper) trim() error {
	s, err := k.open()
	if err != nil {
		return err
	}
	limits, err := k.limits()
	if err != nil {
		return err
	}
	removed, err := s.Trim(limits)
	if err := k.removed(removed, err); err != nil {
		return err
	}
	left, err := s.Content()
	if err != nil {
		return action.Environment("reading the cache: %w", err)
	}
	fmt.Fprintf(k.command.Stdout, "kept %s\n", amount(left))
	return nil
}

func (k *keeper) clear() error {
	s, err := k.open()
	if err != nil {
		return err
	}
	return k.removed(s.Clear())
}

// removed says what went, also where not everything did.
func (k *keeper) removed(c store.Content, err error) error {
	fmt.Fprintf(k.command.Stdout, "removed %s\n", amount(c))
	if err != nil {
		return action.Environment("removing records: %w", err).WithHint("make the folder writable, or name another one with --cache")
	}
	return nil
}

// packed is what a pack holds, or why it is not used.
func packed(path string) string {
	p, err := store.OpenPack(path)
	if err != nil {
		return "not used: " + err.Error()
	}
	defer p.Close()
	info, err := os.Stat(path)
	if err != nil {
		return "not used: " + err.Error()
	}
	return fmt.Sprintf("%d records, %s", p.Len(), store.FormatSize(info.Size()))
}

// amount is how much there is.
func amount(c store.Content) string {
	text := fmt.Sprintf("%s, %s", count(c.Records, "record"), store.FormatSize(c.Size))
	if c.Unfinished > 0 {
		text += fmt.Sprintf(" (with %d unfinished)", c.Unfinished)
	}
	return text
}

func bounds(l store.Limits) string {
	text := "records of any age"
	if l.Age > 0 {
		text = "records used within " + span(l.Age)
	}
	if l.Size > 0 {
		text += ", " + store.FormatSize(l.Size) + " at most"
	}
	return text
}

func age(t time.Time) string { return span(time.Since(t)) }

func span(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return count(int(d/(24*time.Hour)), "day")
	case d >= 2*time.Hour:
		return count(int(d/time.Hour), "hour")
	}
	return count(max(0, int(d/time.Minute)), "minute")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
