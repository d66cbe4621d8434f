package tree

import (
	"bytes"
	"crypto/sha256"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/wire"
)

// header is the digest of what the go command reads of a file: of a Go file
// its build constraints, package clause, imports and //go:embed lines, of
// others all. A Go file with cgo counts whole, as it is compiled to be listed.
func header(path string, data []byte, content Digest) Digest {
	if filepath.Ext(path) != ".go" {
		if name := filepath.Base(path); Source(name) || wholly(name) {
			return content
		}
		return Digest{}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", data, parser.ImportsOnly|parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return content
	}
	var w wire.Writer
	w.String(file.Name.Name)
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		for _, comment := range group.List {
			if strings.HasPrefix(comment.Text, "//go:") || strings.Contains(comment.Text, "+build") {
				w.String(comment.Text)
			}
		}
	}
	embeds := false
	for _, spec := range file.Imports {
		switch spec.Path.Value {
		case `"C"`, "`C`":
			return content
		case `"embed"`, "`embed`":
			embeds = true
		}
		w.String(spec.Path.Value)
	}
	if embeds {
		for line := range bytes.Lines(data) {
			if bytes.Contains(line, []byte("//go:embed")) {
				w.Raw(line)
			}
		}
	}
	return sha256.Sum256(w.Bytes())
}

// wholly tells the files that the go command reads beside sources.
func wholly(name string) bool {
	switch name {
	case "go.work", "modules.txt", "env", "go.env", "VERSION":
		return true
	}
	return strings.HasSuffix(name, ".mod") || strings.HasSuffix(name, ".sum") // -modfile
}
