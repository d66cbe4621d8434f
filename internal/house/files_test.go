package house

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// maxFile is what one file may weigh, in bytes: a clone keeps it for ever.
const maxFile = 512 << 10

// TestFiles keeps what a tool has made out of the repository.
func TestFiles(t *testing.T) {
	root := filepath.Join("..", "..")
	if _, err := os.Stat(filepath.Join(root, ".git")); err != nil {
		t.Skip("these sources are in no repository")
	}
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		info, err := os.Lstat(filepath.Join(root, name))
		if err != nil {
			continue // deleted, and not yet committed
		}
		if info.Size() > maxFile {
			t.Errorf("%s has %d bytes, want %d at most: it stays in the history of every clone", name, info.Size(), maxFile)
		}
	}
}
