package action

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func TestNearest(t *testing.T) {
	known := []string{"captLocal", "hugeParam", "nilness", "nilfunc", "shadow", "SA1018", "S1018", "SA1019", "printf", "#performance"}
	for word, want := range map[string]string{
		"captLocla": "captLocal", // two letters swapped
		"CAPTLOCAL": "captLocal",
		"huge":      "hugeParam", // begins alike
		"nilnes":    "nilness",
		"SA1018x":   "SA1018 S1018 SA1019",
		"#perf":     "#performance",
		"fnirp":     "",
		"":          "",
	} {
		if got := strings.Join(nearest(word, known), " "); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}

func TestRepeatedFlagsAppend(t *testing.T) {
	var words, settings []string
	fs := pflag.NewFlagSet("", pflag.ContinueOnError)
	Words(fs, &words, "words", func(string) error { return nil }, "")
	Settings(fs, &settings, "settings", func() []Setting { return []Setting{{Path: "a", Default: []string{}}} }, "")
	if err := fs.Parse([]string{"--words=a,b", "--settings=a=1,2", "--words=c", "--settings=a=3"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a", "b", "c"}; !slices.Equal(words, want) {
		t.Errorf("got %q, want %q", words, want)
	}
	if want := []string{"a=1,2", "a=3"}; !slices.Equal(settings, want) {
		t.Errorf("got %q, want %q", settings, want)
	}
}
