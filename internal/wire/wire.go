// Package wire writes and reads the few shapes that records on disk are made
// of: numbers, strings, bytes and lists.
//
// It is smaller and faster than encoding/gob, which describes its types anew
// in every record. Whatever bytes a Reader is given, it ends with an error at
// worst: it neither panics nor reserves more memory than the bytes could fill.
package wire

import (
	"encoding/binary"
	"errors"
)

// Form is that of the bytes: who keeps them names it in what they are found by.
const Form = "1"

// Writer collects what is written. The zero Writer is empty.
type Writer struct{ data []byte }

// Bytes are all that was written.
func (w *Writer) Bytes() []byte { return w.data }

// Uint writes a number that is not negative.
func (w *Writer) Uint(n int) { w.data = binary.AppendUvarint(w.data, uint64(n)) }

// Int writes a number.
func (w *Writer) Int(n int64) { w.data = binary.AppendVarint(w.data, n) }

// Bool writes a truth.
func (w *Writer) Bool(b bool) {
	if b {
		w.data = append(w.data, 1)
	} else {
		w.data = append(w.data, 0)
	}
}

// String writes a text.
func (w *Writer) String(s string) {
	w.Uint(len(s))
	w.data = append(w.data, s...)
}

// Raw writes bytes with their number.
func (w *Writer) Raw(b []byte) {
	w.Uint(len(b))
	w.data = append(w.data, b...)
}

// Fixed writes bytes whose number the reader knows.
func (w *Writer) Fixed(b []byte) { w.data = append(w.data, b...) }

// Strings writes a list of texts.
func (w *Writer) Strings(list []string) {
	List(w, list, func(s string) { w.String(s) })
}

// List writes a list, one by one.
func List[T any](w *Writer, list []T, each func(T)) {
	w.Uint(len(list))
	for _, v := range list {
		each(v)
	}
}

// ErrMalformed is about bytes that no Writer wrote.
var ErrMalformed = errors.New("malformed record")

// Reader reads what a Writer wrote, in the same order. After the first fault
// it gives zero values; Err tells.
type Reader struct {
	data []byte
	err  error
}

// NewReader reads from data, which it does not change. Raw gives parts of it.
func NewReader(data []byte) *Reader { return &Reader{data: data} }

// Err is the first fault, or nil.
func (r *Reader) Err() error { return r.err }

// Fail makes the rest unreadable: what was read made no sense.
func (r *Reader) Fail() {
	r.err, r.data = ErrMalformed, nil
}

// Uint reads a number that is not negative.
func (r *Reader) Uint() int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > 1<<62 {
		r.Fail()
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

// Int reads a number.
func (r *Reader) Int() int64 {
	n, size := binary.Varint(r.data)
	if size <= 0 {
		r.Fail()
		return 0
	}
	r.data = r.data[size:]
	return n
}

// Bool reads a truth.
func (r *Reader) Bool() bool {
	if len(r.data) == 0 {
		r.Fail()
		return false
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b != 0
}

// Raw reads bytes: a part of those that the Reader was given.
func (r *Reader) Raw() []byte {
	n := r.Uint()
	if n > len(r.data) {
		r.Fail()
		return nil
	}
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

// Fixed fills b.
func (r *Reader) Fixed(b []byte) {
	if len(b) > len(r.data) {
		r.Fail()
		return
	}
	r.data = r.data[copy(b, r.data):]
}

// String reads a text.
func (r *Reader) String() string { return string(r.Raw()) }

// Strings reads a list of texts.
func (r *Reader) Strings() []string { return Items(r, r.String) }

// Items reads a list, one by one. An empty one is nil.
func Items[T any](r *Reader, each func() T) []T {
	n := r.Uint()
	if n > len(r.data) { // an item has a byte at least
		r.Fail()
	}
	if r.err != nil || n == 0 {
		return nil
	}
	list := make([]T, 0, n)
	for range n {
		list = append(list, each())
		if r.err != nil {
			return nil
		}
	}
	return list
}
