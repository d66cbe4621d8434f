package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// maxEpoch is the last time, in seconds since 1970, that a USTAR header can
// hold (POSIX.1-1988 tar: eleven octal digits).
const maxEpoch = 1<<33 - 1

// sourceDate reads SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch).
// Unset, the time is 0 and not that of the commit: an unpacked archive of the
// same sources has no commit and must give the same digest.
func sourceDate(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	epoch, err := strconv.ParseInt(text, 10, 64)
	if err != nil || epoch < 0 || epoch > maxEpoch {
		return 0, action.Usage("SOURCE_DATE_EPOCH: got %q, want seconds since 1970", text).
			WithHint("unset SOURCE_DATE_EPOCH, or: export SOURCE_DATE_EPOCH=$(git log -1 --format=%%ct)")
	}
	return epoch, nil
}

// commit is the checked-out commit, when it holds all files below folders;
// else "", and a finding says why. What we make ourselves does not count.
func commit(ctx context.Context, s *action.Step, folders, made []string) string {
	revision, why := readCommit(ctx, s, folders, made)
	if why != "" {
		s.Report(finding.Finding{
			Rule: "image/revision", Severity: finding.Notice,
			Message:  "the image names no source revision: " + why,
			Hint:     "build from a clean checkout, or name one with --revision",
			Location: finding.Location{Path: s.Rel(filepath.Join(s.Dir, "go.mod"))},
		})
	}
	return revision
}

func readCommit(ctx context.Context, s *action.Step, folders, made []string) (revision, why string) {
	if _, err := os.Lstat(filepath.Join(s.Root, ".git")); err != nil {
		return "", "the module is not in a git repository"
	}
	head, err := git(ctx, s, "rev-parse", "--verify", "HEAD^{commit}")
	if err != nil {
		return "", err.Error()
	}
	// A folder that git ignores as a whole would look clean below.
	if _, err := git(ctx, s, "ls-files", "--error-unmatch", "--", "go.mod"); err != nil {
		return "", "git does not track the module's go.mod"
	}
	args := []string{"status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--"}
	for _, folder := range folders {
		args = append(args, pathspec(s, "", folder))
	}
	for _, path := range append(made, s.Out) {
		if rel := s.Rel(path); !filepath.IsAbs(rel) && !strings.HasPrefix(s.Dir+"/", path+"/") {
			args = append(args, pathspec(s, "exclude,", path))
		}
	}
	changes, err := git(ctx, s, args...)
	if err != nil {
		return "", err.Error()
	}
	head = bytes.TrimSpace(head)
	if first, _, changed := bytes.Cut(changes, []byte{0}); changed {
		return "", fmt.Sprintf("%d changed or untracked files, first %s", bytes.Count(changes, []byte{0}), first[min(3, len(first)):])
	}
	return string(head), ""
}

// pathspec names a path in the repository, whatever characters are in it.
func pathspec(s *action.Step, magic, path string) string {
	rel := s.Rel(path)
	if rel == "." {
		rel = ""
	}
	return ":(" + magic + "top,literal)" + rel
}

// git runs git in the module's folder. Variables that would point it
// elsewhere are not passed on, nothing is written to the repository, and no
// program that its configuration names as a file watcher is started.
func git(ctx context.Context, s *action.Step, args ...string) ([]byte, error) {
	path, err := exec.LookPath("git")
	if err != nil {
		return nil, fmt.Errorf("looking for git: %w", err)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, path, append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.Dir, &stdout, &stderr
	for _, entry := range s.Environ {
		if !strings.HasPrefix(entry, "GIT_") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(cmd.Env, "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	if err := cmd.Run(); err != nil {
		if line, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n"); line != "" {
			return nil, errors.New("git: " + strings.TrimPrefix(line, "fatal: "))
		}
		return nil, fmt.Errorf("running git %s: %w", args[0], err)
	}
	return stdout.Bytes(), nil
}
