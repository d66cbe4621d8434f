package footprint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// Cost is what one call takes and leaves, on average.
type Cost struct {
	Goroutines float64 `json:"goroutines"` // that stay
	KB         float64 `json:"kB"`         // 1,000 bytes of memory that stay
	MS         float64 `json:"ms"`         // milliseconds until the answer
}

// Baseline is what a run measured, by function of the chaincode. All is over
// the whole run.
type Baseline struct {
	All       *Cost           `json:"all,omitempty"`
	Functions map[string]Cost `json:"functions"`
}

// file is a baseline on disk.
type file struct {
	Version int `json:"version"`
	Baseline
}

const (
	version = 1
	maxFile = 4 << 20 // bytes
)

// Write writes a baseline, whole and sorted, to three digits after the point:
// what differs between two runs by less is noise.
func Write(path string, b Baseline) error {
	b = b.rounded()
	if err := b.check(); err != nil {
		return fmt.Errorf("writing the baseline %s: %w", path, err)
	}
	data, err := json.MarshalIndent(file{version, b}, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the baseline %s: %w", path, err)
	}
	if err := wholefile.Write(path, append(data, '\n'), 0o644); err != nil {
		return action.Environment("writing the baseline: %w", err)
	}
	return nil
}

func (b Baseline) rounded() Baseline {
	round := func(c Cost) Cost {
		r := func(x float64) float64 { return math.Round(x*1000) / 1000 }
		return Cost{r(c.Goroutines), r(c.KB), r(c.MS)}
	}
	out := Baseline{Functions: map[string]Cost{}}
	if b.All != nil {
		all := round(*b.All)
		out.All = &all
	}
	for name, c := range b.Functions {
		out.Functions[name] = round(c)
	}
	return out
}

// Read reads a baseline. A file that is not there is fs.ErrNotExist; one that is
// no baseline is a mistake of its user, with the line.
func Read(path string) (Baseline, error) {
	data, err := wholefile.Read(path, maxFile)
	var large *wholefile.TooLarge
	switch {
	case errors.As(err, &large):
		return Baseline{}, wrong(path, err)
	case err != nil:
		return Baseline{}, fmt.Errorf("reading the baseline: %w", err)
	}
	b, err := parse(data)
	if err != nil {
		return Baseline{}, wrong(path, err)
	}
	return b, nil
}

func wrong(path string, err error) error {
	var at *position
	if errors.As(err, &at) {
		path = fmt.Sprintf("%s:%d:%d", path, at.line, at.column)
	}
	return action.Usage("reading the baseline: %s: %w", path, err).
		WithHint("correct it, or remove the file and let the next run write it again")
}

// position is an error at a place in the file.
type position struct {
	line, column int
	error
}

func (p *position) Unwrap() error { return p.error }

func parse(data []byte) (Baseline, error) {
	var f file
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return Baseline{}, locate(data, dec.InputOffset(), err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Baseline{}, locate(data, dec.InputOffset(), errors.New("got more after the end of the baseline"))
	}
	if f.Version != version {
		return Baseline{}, fmt.Errorf("got version %d, want %d", f.Version, version)
	}
	if f.Functions == nil {
		f.Functions = map[string]Cost{}
	}
	return f.Baseline, f.check()
}

// locate gives an error of encoding/json its place.
func locate(data []byte, offset int64, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		offset, err = int64(len(data)), errors.New("got the end of the file in the middle of the baseline")
	case errors.As(err, &syntax):
		offset = max(0, syntax.Offset-1)
	case errors.As(err, &kind):
		offset = kind.Offset
		err = fmt.Errorf("got a %s for %s, want a %s", kind.Value, kind.Field, kind.Type)
	}
	before := data[:min(offset, int64(len(data)))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return &position{line, column, err}
}

// check wants numbers that were measured.
func (b Baseline) check() error {
	one := func(name string, c Cost) error {
		for _, x := range []float64{c.Goroutines, c.KB, c.MS} {
			if math.IsNaN(x) || math.Abs(x) > 1e12 {
				return fmt.Errorf("got %v for %s, want a number of goroutines, kB or ms per call", x, name)
			}
		}
		return nil
	}
	if b.All != nil {
		if err := one("all", *b.All); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.Functions)) {
		if err := one(fmt.Sprintf("function %q", name), b.Functions[name]); err != nil {
			return err
		}
	}
	return nil
}
