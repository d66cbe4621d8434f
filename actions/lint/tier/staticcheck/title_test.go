package staticcheck

import "testing"

func TestTitlesAreTheLibrarys(t *testing.T) {
	for _, l := range library() {
		if got, want := title(l.Doc), l.Doc.Compile().Title; got != want {
			t.Errorf("%s: got %q, want %q", l.Analyzer.Name, got, want)
		}
	}
}
