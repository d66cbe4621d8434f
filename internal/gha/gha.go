// Package gha speaks GitHub's runner files and keeps hostile text from
// speaking to the runner.
//
// Annotations, groups and masks are go-githubactions' work; here is what that
// library cannot be trusted with: file commands (it panics outside GitHub and
// uses a constant delimiter, the fault of CVE-2022-35954) and text that came
// from source code or tools.
package gha

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
)

// Active says whether we run in a GitHub (or compatible) workflow.
func Active(getenv func(string) string) bool { return getenv("GITHUB_ACTIONS") == "true" }

// MaxSummary is the size in bytes over which GitHub drops a step's summary
// (runner, FileCommandManager.cs AttachmentSizeLimit).
const MaxSummary = 1 << 20

// SetOutput appends name=value to the file that GITHUB_OUTPUT names, in the
// here-document form with a delimiter that nobody can guess.
func SetOutput(file, name, value string) error {
	delimiter := "tallystick_" + rand.Text()
	return appendTo(file, fmt.Sprintf("%s<<%s\n%s\n%s\n", name, delimiter, value, delimiter))
}

// AddSummary appends Markdown to the file that GITHUB_STEP_SUMMARY names, or
// a line that says why not when it would grow beyond MaxSummary.
func AddSummary(file, markdown string) error {
	size := int64(len(markdown))
	if info, err := os.Stat(file); err == nil {
		size += info.Size()
	}
	if size > MaxSummary {
		markdown = "The Tallystick summary did not fit into GitHub's 1 MiB; the report file holds everything.\n"
	}
	return appendTo(file, markdown)
}

func appendTo(file, text string) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// Neutral is a writer that keeps the runner from finding commands in what
// passes: it looks for "::" at the start of a line, after white space, and for
// "##[" anywhere (runner, ActionCommand.cs). A zero-width space breaks both
// without changing what a person sees: it is ignored where the runner compares
// by culture, but the command's name then starts one character too early and
// is none that the runner knows. Close writes an unfinished line.
func Neutral(w io.Writer) io.WriteCloser { return &neutral{w: w} }

type neutral struct {
	w    io.Writer
	line []byte // since the last line end
}

func (n *neutral) Write(p []byte) (int, error) {
	n.line = append(n.line, p...)
	end := bytes.LastIndexAny(n.line, "\n\r")
	if end < 0 {
		return len(p), nil
	}
	out := NeutralText(string(n.line[:end+1]))
	n.line = append(n.line[:0], n.line[end+1:]...)
	if _, err := io.WriteString(n.w, out); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (n *neutral) Close() error {
	_, err := io.WriteString(n.w, NeutralText(string(n.line)))
	n.line = nil
	return err
}

const zeroWidthSpace = "\u200b"

// NeutralText is what Neutral does, for a text.
func NeutralText(s string) string {
	s = strings.ReplaceAll(s, "##[", "#"+zeroWidthSpace+"#[")
	if !strings.Contains(s, "::") {
		return s
	}
	lines := strings.SplitAfter(s, "\n")
	for i, line := range lines {
		parts := strings.SplitAfter(line, "\r")
		for j, part := range parts {
			rest := strings.TrimLeftFunc(part, unseen)
			if strings.HasPrefix(rest, "::") {
				indent := part[:len(part)-len(rest)]
				parts[j] = indent + ":" + zeroWidthSpace + rest[1:]
			}
		}
		lines[i] = strings.Join(parts, "")
	}
	return strings.Join(lines, "")
}

// unseen are the characters that String.TrimStart of .NET removes (white space
// as Unicode has it), and those that it compares as if they were not there.
func unseen(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }
