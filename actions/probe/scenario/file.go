package scenario

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/tallystick/tallystick/internal/action"
)

// below is a path below the scenario's folder, in clean form.
func (r *reader) below(node ast.Node, name string) (string, bool) {
	clean := path.Clean(name)
	if !fs.ValidPath(clean) || strings.Contains(name, `\`) {
		r.fail(node, "got %q, want a path below the scenario's folder, with slashes", shorten(name))
		return "", false
	}
	return clean, true
}

// file reads a file below the scenario's folder; nil means that it failed.
func (r *reader) file(node ast.Node, name string, limit int64) []byte {
	clean, ok := r.below(node, name)
	if !ok {
		return nil
	}
	if r.files == nil {
		r.fail(node, "got the file %s, want none: this scenario has no folder", shorten(name))
		return nil
	}
	f, err := r.files.Open(clean)
	if err == nil {
		defer f.Close()
		var data []byte
		if data, err = readAll(f, limit); err == nil {
			return append([]byte{}, data...)
		}
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	r.fail(node, "reading %s: %v", shorten(name), err)
	return nil
}

// table reads a file with keys and values; all get what the entry has.
func (r *reader) table(node ast.Node, name string, e Entry) {
	var read func(string, []byte, Entry)
	switch path.Ext(name) {
	case ".csv":
		read = r.csv
	case ".json":
		read = r.object
	default:
		r.fail(node, "got %s, want a file that ends in .json or .csv", shorten(name))
		return
	}
	if data := r.file(node, name, MaxState); data != nil {
		read(name, data, e)
	}
}

// csv reads a table with a line of names: key, value, and where it is wanted
// collection and namespace.
func (r *reader) csv(name string, data []byte, base Entry) {
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	fail := func(column int, format string, args ...any) {
		line, at := rows.FieldPos(column)
		r.add(mistake(name, data, line, at, format, args...))
	}
	columns := map[string]int{}
	for i := 0; ; i++ {
		row, err := rows.Read()
		var syntax *csv.ParseError
		switch {
		case errors.Is(err, io.EOF) && i > 0:
			return
		case errors.Is(err, io.EOF):
			r.add(mistake(name, data, 1, 1, "the file is empty, want the columns key and value"))
			return
		case errors.As(err, &syntax):
			r.add(mistake(name, data, syntax.Line, max(1, syntax.Column), "%v", syntax.Err))
			return
		case i == 0:
			if !r.columns(row, columns, base, fail) {
				return
			}
			continue
		case r.full || len(r.errs) >= manyErrors:
			return
		}
		e := base
		e.Key, e.Value = row[columns["key"]], []byte(row[columns["value"]])
		if at, ok := columns["namespace"]; ok && row[at] != "" {
			e.Namespace = row[at]
		}
		at, ok := columns["collection"]
		if ok && row[at] != "" {
			e.Collection = row[at]
			r.collection(e, func(format string, args ...any) {
				r.add(mistake(name, data, i+1, 1, format, args...))
			})
		}
		r.entry(e, func(format string, args ...any) { fail(columns["key"], format, args...) })
	}
}

// columns reads the first line of a table.
func (r *reader) columns(row []string, columns map[string]int, base Entry, fail func(int, string, ...any)) bool {
	known := []string{"key", "value"}
	if base.Collection == "" {
		known = append(known, "collection")
	}
	if base.Namespace == "" && base.Collection == "" {
		known = append(known, "namespace")
	}
	failed := len(r.errs)
	for i, column := range row {
		if !slices.Contains(known, column) {
			fail(i, "unknown column %q%s", shorten(column), action.Wanted(column, known))
		} else if _, twice := columns[column]; twice {
			fail(i, "column %q stands here a second time", column)
		}
		columns[column] = i
	}
	for _, column := range known[:2] {
		if _, ok := columns[column]; !ok && len(r.errs) == failed {
			fail(0, "no column %s, want key and value", column)
		}
	}
	return len(r.errs) == failed
}

// collection notes to look whether the collection of an entry is there.
func (r *reader) collection(e Entry, fail func(string, ...any)) {
	r.checks = append(r.checks, func() {
		if e.Namespace != "" && e.Namespace != r.scenario.Chaincode {
			fail("got collection %q of %s, want one of %s", shorten(e.Collection), shorten(e.Namespace), r.scenario.Chaincode)
		} else if !r.defined(e.Collection) {
			fail("unknown collection %q%s", shorten(e.Collection), action.Wanted(e.Collection, r.names()))
		}
	})
}

// object reads a JSON object of keys and values: strings are text, all else
// is JSON.
func (r *reader) object(name string, data []byte, base Entry) {
	d := json.NewDecoder(bytes.NewReader(data))
	fail := func(format string, args ...any) {
		line, column := position(data, int(d.InputOffset()))
		r.add(mistake(name, data, line, column, format, args...))
	}
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		fail("got no JSON object, want one of keys and values")
		return
	}
	seen := map[string]bool{}
	for d.More() && !r.full && len(r.errs) < manyErrors {
		key, err := d.Token()
		if err != nil {
			fail("%v", err)
			return
		}
		e := base
		e.Key, _ = key.(string) // the decoder gives nothing else here
		if seen[e.Key] {
			fail("key %q stands here a second time", shorten(e.Key))
		}
		seen[e.Key] = true
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			fail("%v", err)
			return
		}
		e.Value = stored(raw)
		r.entry(e, fail)
	}
	if r.full || len(r.errs) > 0 {
		return
	}
	if _, err := d.Token(); err != nil {
		fail("%v", err)
	} else if _, err := d.Token(); !errors.Is(err, io.EOF) {
		fail("got more after the object, want its end")
	}
}

// stored is a JSON value as the ledger gets it.
func stored(raw json.RawMessage) []byte {
	var text string
	if raw[0] == '"' && json.Unmarshal(raw, &text) == nil {
		return []byte(text)
	}
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// position is the line and column of an offset in a text, from 1.
func position(data []byte, offset int) (line, column int) {
	before := data[:min(max(0, offset), len(data))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

// offset is where encoding/json gave up, 0 where it does not say.
func offset(err error) int {
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return int(syntax.Offset)
	case errors.As(err, &mismatch):
		return int(mismatch.Offset)
	}
	return 0
}
