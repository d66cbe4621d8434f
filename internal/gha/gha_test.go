package gha

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runnerOutputs reads a file of GITHUB_OUTPUT as the runner does
// (FileCommandManager.cs, LoadIntoDictionary): "name=value", or
// "name<<delimiter" and lines up to the delimiter.
func runnerOutputs(t *testing.T, text string) map[string]string {
	t.Helper()
	values := map[string]string{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		equals, heredoc := strings.Index(lines[i], "="), strings.Index(lines[i], "<<")
		if equals >= 0 && (heredoc < 0 || equals < heredoc) {
			values[lines[i][:equals]] = lines[i][equals+1:]
			continue
		}
		if heredoc < 0 {
			t.Fatalf("line %q sets nothing", lines[i])
		}
		name, delimiter := lines[i][:heredoc], lines[i][heredoc+2:]
		var value []string
		for i++; i < len(lines) && lines[i] != delimiter; i++ {
			value = append(value, lines[i])
		}
		if i == len(lines) {
			t.Fatalf("%s has no end", name)
		}
		values[name] = strings.Join(value, "\n")
	}
	return values
}

func TestSetOutput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "output")
	want := map[string]string{
		"digest": "sha256:abc",
		"empty":  "",
		"lines":  "a\nb\n",
		// The constant delimiter of go-githubactions, and a guess at ours.
		"hostile": "x\n_GitHubActionsFileCommandDelimeter_\nsigned=true\ntallystick_AAAA\nsigned<<E\ntrue\nE",
	}
	for _, name := range []string{"digest", "empty", "lines", "hostile"} {
		if err := SetOutput(file, name, want[name]); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := runnerOutputs(t, string(data))
	if len(got) != len(want) {
		t.Errorf("got outputs %q, want %q", got, want)
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s: got %q, want %q", name, got[name], value)
		}
	}
}

func TestSetOutputNeverRepeatsADelimiter(t *testing.T) {
	file := filepath.Join(t.TempDir(), "output")
	for range 2 {
		if err := SetOutput(file, "a", "b"); err != nil {
			t.Fatal(err)
		}
	}
	data, _ := os.ReadFile(file)
	lines := strings.Split(string(data), "\n")
	if lines[0] == lines[3] {
		t.Errorf("got %q twice", lines[0])
	}
}

func TestSetOutputOutsideOfAWorkflow(t *testing.T) {
	if err := SetOutput(filepath.Join(t.TempDir(), "none", "output"), "a", "b"); err == nil {
		t.Error("got no error for a file that cannot be written")
	}
}

func TestAddSummary(t *testing.T) {
	file := filepath.Join(t.TempDir(), "summary")
	// A summary that fits, then one that does not, then one that fits again.
	for _, text := range []string{"one\n", strings.Repeat("x", MaxSummary), "two\n"} {
		if err := AddSummary(file, text); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 1000 || !strings.HasPrefix(string(data), "one\n") || !strings.HasSuffix(string(data), "two\n") ||
		!strings.Contains(string(data), "did not fit") {
		t.Errorf("got %.200q, want both that fit and a sentence", data)
	}
}

func TestAddSummaryOfAFirstThatIsTooLong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "summary")
	if err := AddSummary(file, strings.Repeat("x", MaxSummary+1)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Size() > 1000 {
		t.Errorf("got %v %v, want a sentence", info, err)
	}
}

// finds says whether the runner would look for a command in a line: the tests
// of ActionCommand.cs, with the comparisons that .NET makes by culture, which
// pass over characters that cannot be seen.
func finds(line string) bool {
	if strings.Contains(line, "##[") {
		return true
	}
	return strings.HasPrefix(strings.TrimLeftFunc(line, unseen), "::")
}

var lines = []struct{ in, want string }{
	{"plain: text", "plain: text"},
	{"::error::x", ":\u200b:error::x"},
	{" \t ::error::x", " \t :\u200b:error::x"},
	{"\u3000::error::x", "\u3000:\u200b:error::x"},
	{"\u200b::error::x", "\u200b:\u200b:error::x"},
	{"\ufeff::error::x", "\ufeff:\u200b:error::x"},
	{"text ::error::x", "text ::error::x"},
	{"text ##[error]x", "text #\u200b#[error]x"},
	{"####[error]x", "###\u200b#[error]x"},
	{"a\r::set-output name=x::y", "a\r:\u200b:set-output name=x::y"},
	{"a\n::stop-commands::x\r\n::x", "a\n:\u200b:stop-commands::x\r\n:\u200b:x"},
	{":::x", ":\u200b::x"},
	{"", ""},
}

func TestNeutralText(t *testing.T) {
	for _, test := range lines {
		if got := NeutralText(test.in); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func TestNeutralWriterDoesTheSameByteByByte(t *testing.T) {
	for _, test := range lines {
		for _, size := range []int{1, 3, 1 << 10} {
			var out bytes.Buffer
			w := Neutral(&out)
			for rest := []byte(test.in); len(rest) > 0; {
				n := min(size, len(rest))
				if written, err := w.Write(rest[:n]); err != nil || written != n {
					t.Fatalf("got %d, %v, want %d", written, err, n)
				}
				rest = rest[n:]
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if out.String() != test.want {
				t.Errorf("%q in pieces of %d: got %q, want %q", test.in, size, out.String(), test.want)
			}
		}
	}
}

func TestNeutralWriterPassesErrorsOn(t *testing.T) {
	w := Neutral(broken{})
	if _, err := w.Write([]byte("line\n")); err == nil {
		t.Error("Write: got no error")
	}
	if _, err := w.Write([]byte("rest")); err != nil {
		t.Errorf("got %v, want the rest kept", err)
	}
	if err := w.Close(); err == nil {
		t.Error("Close: got no error")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }

func FuzzNeutralText(f *testing.F) {
	for _, line := range lines {
		f.Add(line.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := NeutralText(s)
		for _, line := range strings.FieldsFunc(out, func(r rune) bool { return r == '\n' || r == '\r' }) {
			if finds(line) {
				t.Errorf("%q: the runner finds a command in %q", s, line)
			}
		}
		if strings.ReplaceAll(out, zeroWidthSpace, "") != strings.ReplaceAll(s, zeroWidthSpace, "") {
			t.Errorf("%q became %q", s, out)
		}
	})
}
