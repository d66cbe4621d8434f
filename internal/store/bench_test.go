package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkGet is what every package of a run pays.
func BenchmarkGet(b *testing.B) {
	dir := b.TempDir()
	s := Open(dir)
	records := map[Key][]byte{}
	for _, size := range []int{1 << 10, 1 << 16} {
		k := KeyOf(fmt.Sprint(size))
		records[k] = make([]byte, size)
		s.Put(k, records[k])
	}
	path := filepath.Join(dir, "pack")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if err := WritePack(f, records); err != nil {
		b.Fatal(err)
	}
	f.Close()
	p, err := OpenPack(path)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	for _, size := range []int{1 << 10, 1 << 16} {
		k := KeyOf(fmt.Sprint(size))
		for name, get := range map[string]func(Key) ([]byte, bool){"folder": s.Get, "pack": p.Get} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					if _, ok := get(k); !ok {
						b.Fatal("lost it")
					}
				}
			})
		}
	}
	b.Run("absent", func(b *testing.B) {
		k := KeyOf("absent")
		for b.Loop() {
			s.Get(k)
		}
	})
}

// BenchmarkOpen is what every run pays.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		Open(dir).Has(Key{})
	}
}

func BenchmarkPut(b *testing.B) {
	s := Open(b.TempDir())
	data := make([]byte, 1<<14)
	for b.Loop() {
		s.Put(Key{}, data)
	}
}
