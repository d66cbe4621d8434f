package cache_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/cache"
	"github.com/tallystick/tallystick/internal/driver"
	"github.com/tallystick/tallystick/internal/drivertest"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wholefile"
)

var keeps = &action.Action{
	Name: "lint", Doc: "keeps a record for each word\n",
	New: func() action.Runner { return &keep{} },
}

func TestMain(m *testing.M) {
	drivertest.MainCommand(m, driver.Command{
		Actions: []*action.Action{keeps},
		Formats: []finding.NamedFormat{{Name: "text", Write: func(io.Writer, finding.Report) error { return nil }}},
		More:    []func(*driver.Command) *cobra.Command{cache.Of(keeps)},
	})
}

func TestScripts(t *testing.T) {
	drivertest.Scripts(t, func(env *testscript.Env) error {
		for _, name := range []string{store.DirVariable, store.PackVariable, store.AgeVariable, store.SizeVariable, "XDG_CACHE_HOME"} {
			env.Setenv(name, "")
		}
		return nil
	})
}

// keep keeps records, as lint does, that were last used some days ago.
type keep struct {
	cache string
	words []string
	days  int
	pack  string
}

func (k *keep) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&k.cache, "cache", "", "folder for records")
	fs.StringSliceVar(&k.words, "words", []string{"one", "two"}, "what to keep")
	fs.IntVar(&k.days, "days", 0, "how long ago they were used")
	fs.StringVar(&k.pack, "pack-deps", "", "file for a pack of them")
}

func (k *keep) Run(_ context.Context, s *action.Step) error {
	st := store.Configured(k.cache, s.Root, s.Getenv, func(error) {})
	defer st.Close()
	for _, word := range k.words {
		key := store.KeyOf(word)
		st.Put(key, []byte(word))
		path := filepath.Join(st.Dir(), key.String()[:2], key.String())
		then := time.Now().AddDate(0, 0, -k.days)
		if err := os.Chtimes(path, then, then); err != nil {
			return err
		}
	}
	limits, err := store.LimitsOf(s.Getenv)
	if err != nil {
		return action.Usage("%w", err)
	}
	st.TrimDaily(limits)
	if k.pack != "" {
		return pack(k.pack, k.words)
	}
	return st.Err()
}

func pack(path string, words []string) error {
	records := map[store.Key][]byte{}
	for _, word := range words {
		records[store.KeyOf(word)] = []byte(word)
	}
	return wholefile.Make(path, 0o644, func(f *os.File) error { return store.WritePack(f, records) })
}
