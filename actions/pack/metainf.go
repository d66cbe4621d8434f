package pack

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// file is a file of META-INF: its name in the package, with slashes.
type file struct {
	Name string
	Data []byte
}

// metadataRegexp are the names that Fabric accepts (fileValidators of
// internal/ccmetadata/validators.go), without what its missing end anchor lets
// through.
var metadataRegexp = regexp.MustCompile(`^META-INF/statedb/couchdb/(collections/[A-Za-z0-9_-]+/)?indexes/.+\.json$`)

// maxFile and maxFiles bound one file and all files of META-INF, in bytes. An
// index definition has some hundred.
const (
	maxFile  = 1 << 20
	maxFiles = 8 << 20
)

// collect reads META-INF: beside the main package, as the peer does when it
// packs (core/chaincode/platforms/golang, MetadataRoot), else in the module's
// folder. What is wrong with a file is a finding.
func collect(s *action.Step, mainDir string) (files []file, wrong bool, err error) {
	dir := mainDir
	if _, err := os.Lstat(filepath.Join(dir, "META-INF")); errors.Is(err, fs.ErrNotExist) {
		dir = s.Dir
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, false, action.Environment("looking for META-INF: %w", err)
	}
	defer root.Close()
	size := 0
	// In the order of the names, which is that of the package.
	err = fs.WalkDir(root.FS(), "META-INF", func(name string, d fs.DirEntry, err error) error {
		switch {
		case name == "META-INF" && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case d.IsDir() || strings.HasPrefix(d.Name(), "."):
			return nil
		}
		data, problem, err := readMetadata(root, name, d)
		if err != nil {
			return err
		}
		if problem == nil {
			if size += len(data); size > maxFiles {
				return fmt.Errorf("got more than %d bytes", maxFiles)
			}
			files = append(files, file{name, data})
			return nil
		}
		wrong = true
		problem.Location.Path = s.Rel(filepath.Join(dir, filepath.FromSlash(name)))
		s.Report(*problem)
		return nil
	})
	if err != nil {
		return nil, false, action.Environment("reading META-INF: %w", err)
	}
	return files, wrong, nil
}

// readMetadata reads one file, or says what is wrong with it. Links are not
// followed: they could bring any file of the machine into the package.
func readMetadata(root *os.Root, name string, d fs.DirEntry) ([]byte, *finding.Finding, error) {
	bad := &finding.Finding{
		Rule: "pack/metadata", Severity: finding.Error,
		Hint: "keep only META-INF/statedb/couchdb/indexes/*.json and META-INF/statedb/couchdb/collections/<name>/indexes/*.json",
	}
	switch {
	case !d.Type().IsRegular():
		bad.Message = "got a link or device in META-INF, want a regular file"
		return nil, bad, nil
	case !metadataRegexp.MatchString(name):
		bad.Message = "got a file that Fabric does not accept in META-INF, want index definitions for CouchDB only"
		return nil, bad, nil
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxFile {
		bad.Message = fmt.Sprintf("got an index definition of more than %d bytes", maxFile)
		return nil, bad, nil
	}
	return data, checkIndex(data), nil
}
