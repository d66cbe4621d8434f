package action

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Words declares an input that takes a list of words of which there are too
// many to name: check says what is wrong with one.
func Words(fs *pflag.FlagSet, p *[]string, name string, check func(word string) error, usage string) {
	fs.Var(&wordList{p: p, check: check}, name, usage)
}

type wordList struct {
	p       *[]string
	check   func(string) error
	changed bool
}

func (w *wordList) String() string     { return strings.Join(*w.p, ",") }
func (w *wordList) Type() string       { return "strings" }
func (w *wordList) GetSlice() []string { return *w.p }

func (w *wordList) Append(s string) error { return w.Replace(append(slices.Clone(*w.p), s)) }

func (w *wordList) Replace(list []string) error {
	for _, word := range list {
		if err := w.check(word); err != nil {
			return err
		}
	}
	*w.p = slices.Clone(list)
	return nil
}

// Set takes a comma-separated list; later ones append to the first.
func (w *wordList) Set(s string) error {
	list := List(s)
	if w.changed {
		list = append(slices.Clone(*w.p), list...)
	}
	w.changed = true
	return w.Replace(list)
}

// Wanted is what to say after an unknown word: ", want" and the known words,
// or those that are nearest to it where there are too many.
func Wanted(word string, known []string) string {
	const few = 12
	if len(known) <= few {
		return ", want " + strings.Join(known, ", ")
	}
	near := nearest(word, known)
	if len(near) == 0 {
		return ""
	}
	return ", want perhaps " + strings.Join(near, ", ")
}

// nearest are at most three of the known words that a person may have meant:
// those with few letters changed, else those that begin alike.
func nearest(word string, known []string) (near []string) {
	word = strings.ToLower(word)
	far := max(1, len(word)/3)
	distances := map[string]int{}
	for _, candidate := range known {
		lower := strings.ToLower(candidate)
		d := distance(word, lower)
		if d > far && len(word) >= 3 && (strings.HasPrefix(lower, word) || strings.HasPrefix(word, lower)) {
			d = far
		}
		if d <= far {
			distances[candidate] = d
			near = append(near, candidate)
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		if d := distances[a] - distances[b]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return near[:min(3, len(near))]
}

// distance is the number of letters that have to be put in, left out,
// replaced or swapped with the next to make b of a.
func distance(a, b string) int {
	before, last, row := []int(nil), []int(nil), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := last[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(last[j]+1, row[j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
