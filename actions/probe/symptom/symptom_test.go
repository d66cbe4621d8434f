package symptom

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEveryLineIsExplained(t *testing.T) {
	for line, want := range map[string]string{
		"panic: runtime error: invalid memory address or nil pointer dereference": "nil-pointer",
		"panic: runtime error: index out of range [3] with length 2":              "bounds",
		"panic: assignment to entry in nil map":                                   "nil-map",
		"panic: failed to marshal message: string field contains invalid UTF-8":   "invalid-utf8",
		"panic: failed to marshal message: proto: something else":                 "shim-panic",
		"panic: anything": "panic",
		"fatal error: all goroutines are asleep - deadlock!":                                  "deadlock",
		"fatal error: concurrent map writes":                                                  "concurrent-map",
		"fatal error: concurrent map read and map write":                                      "concurrent-map",
		"fatal error: concurrent map iteration and map write":                                 "concurrent-map",
		"runtime: goroutine stack exceeds 1000000000-byte limit":                              "stack-overflow",
		"fatal error: stack overflow":                                                         "stack-overflow",
		"runtime: out of memory: cannot allocate 4194304-byte block (66125824 in use)":        "out-of-memory",
		"fatal error: runtime: out of memory":                                                 "out-of-memory",
		"fatal error: runtime: cannot allocate memory":                                        "out-of-memory",
		"fatal error: sync: unlock of unlocked mutex":                                         "unlock",
		"fatal error: bad thing":                                                              "fatal-error",
		"unexpected fault address 0xb01dfacedebac1e":                                          "fault",
		"SIGSEGV: segmentation violation":                                                     "fault",
		"WARNING: DATA RACE":                                                                  "data-race",
		"2026/11/20 18:20:19 [5549dcb1] error sending GET_STATE: [CHANNEL] channel exists":    "concurrent-request",
		"error handling message: [5549dcb1] responseChannel does not exist":                   "unexpected-response",
		"flag 'peer.address' must be set":                                                     "not-a-server",
		"Error starting chaincode: 'CORE_CHAINCODE_ID_NAME' must be set":                      "not-a-server",
		"'CORE_PEER_TLS_ENABLED' must be set to 'true' or 'false'":                            "not-a-server",
		"ccid must be specified":                                                              "server-settings",
		"error while reading the crypto file: open /x: no such file or directory":             "tls-files",
		"panic: Error creating getting TLS properties: error while reading the crypto file: ": "tls-files",
		"received EOF, ending chaincode stream":                                               "stream-ended",
		"receive failed: rpc error: code = Canceled desc = context canceled":                  "stream-ended",
		"error sending: rpc error: code = ResourceExhausted desc = trying to send message larger than max (104857601 vs. 104857600)": "message-size",
		"rpc error: code = Unavailable desc = transport is closing":                                                                  "transport-closing",
		"listen tcp 0.0.0.0:9999: bind: address already in use":                                                                      "address-in-use",
		"accept tcp: accept4: too many open files":                                                                                   "open-files",
		"open config.yaml: no such file or directory":                                                                                "missing-file",
		"./cc: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by ./cc)":                                   "c-library",
		"Contracts are required to have at least 1 (non-ignored) public method. Contract A has none.":                                "contract-names",
		"asset A transferred":                 "",
		"no panic: all is well":               "",
		"a fatal error: read by nobody":       "",
		"the word panic":                      "",
		"[signal SIGSEGV: segmentation viola": "",
		"":                                    "",
	} {
		got := ""
		for _, m := range Scan([]byte("hello\n" + line + "\nbye")) {
			got += m.Symptom.Name
			if m.Line != 2 || m.Count != 1 || m.Text != strings.TrimSpace(line) {
				t.Errorf("%s: got %+v", line, m)
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", line, got, want)
		}
	}
}

func TestEachIsGivenOnceAndBounded(t *testing.T) {
	log := "x\n" + strings.Repeat("panic: "+strings.Repeat("é", MaxText)+"\nfatal error: stack overflow\r\n", 1000)
	got := Scan([]byte(log))
	if len(got) != 2 || got[0].Line != 2 || got[1].Line != 3 || got[0].Count != 1000 || got[1].Text != "fatal error: stack overflow" {
		t.Fatalf("got %d matches, want two: %+v", len(got), got)
	}
	if n := len(got[0].Text); n > MaxText || !utf8.ValidString(got[0].Text) {
		t.Errorf("got a text of %d bytes", n)
	}
}

func TestSymptomsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	name := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	for _, s := range Known() {
		if !name.MatchString(s.Name) || seen[s.Name] {
			t.Errorf("got the name %q: want one of its own, in lower case", s.Name)
		}
		seen[s.Name] = true
		for _, text := range []string{s.Meaning, s.Cure, s.Source} {
			if text == "" || strings.HasSuffix(text, ".") {
				t.Errorf("%s: got %q, want a text without a period", s.Name, text)
			}
		}
		if len(s.starts)+len(s.texts) == 0 {
			t.Errorf("%s has no text", s.Name)
		}
	}
}

// sources are all Go files below folders.
func sources(t *testing.T, folders ...string) []byte {
	t.Helper()
	var all bytes.Buffer
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			all.Write(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.Bytes()
}

func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v", args, err)
	}
	return strings.TrimSpace(string(out))
}

func TestGoPrintsTheTexts(t *testing.T) {
	src := filepath.Join(run(t, ".", "env", "GOROOT"), "src")
	text := sources(t, filepath.Join(src, "runtime"), filepath.Join(src, "internal", "runtime", "maps"),
		filepath.Join(src, "sync"), filepath.Join(src, "internal", "sync"))
	for _, s := range runtimeSymptoms() {
		for _, want := range append(s.starts, s.texts...) {
			for _, prefix := range []string{"panic: ", "fatal error: ", "runtime error: "} {
				want = strings.TrimPrefix(want, prefix)
			}
			if s.Name != "data-race" && !bytes.Contains(text, []byte(want)) { // that is C++
				t.Errorf("%s: %q stands in no file of the runtime", s.Name, want)
			}
		}
	}
}

// TestFabricPrintsTheTexts looks into the modules that the recorded chaincode
// is built with.
func TestFabricPrintsTheTexts(t *testing.T) {
	dir := filepath.Join("..", "testdata", "vectors", "chaincode")
	modules := []string{"github.com/hyperledger/fabric-chaincode-go/v2", "github.com/hyperledger/fabric-contract-api-go/v2", "google.golang.org/protobuf"}
	run(t, dir, append([]string{"mod", "download"}, modules...)...)
	dirs := run(t, dir, append([]string{"list", "-mod=readonly", "-m", "-f", "{{.Dir}}"}, modules...)...)
	text := sources(t, strings.Fields(dirs)...)
	other := map[string]bool{
		// The shim of Fabric 1.4.
		"Another state request pending for this Txid. Cannot process.": true, "sendChannel does not exist": true,
		"Chaincode handler cannot handle message (": true,
		"error chaincode id not provided":           true, "peer.address not configured, can't connect to peer": true,
		"error trying to read file content ": true,
		// github.com/golang/protobuf 1.3.
		"proto: invalid UTF-8 detected": true,
	}
	for _, list := range [][]Symptom{libraries(), shim(), contract()} {
		for _, s := range list {
			for _, want := range append(s.starts, s.texts...) {
				want = strings.TrimPrefix(want, "panic: ")
				if !other[want] && !bytes.Contains(text, []byte(want)) {
					t.Errorf("%s: %q stands in no file of the shim and of contract-api", s.Name, want)
				}
			}
		}
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte("x\npanic: runtime error: index out of range\r\n\xff\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		last := 0
		for _, m := range Scan(log) {
			if m.Line <= last || m.Count < 1 || len(m.Text) > MaxText || strings.Contains(m.Text, "\n") || !utf8.ValidString(m.Text) {
				t.Errorf("got %+v after line %d", m, last)
			}
			last = m.Line
		}
	})
}

func BenchmarkScan(b *testing.B) {
	log := []byte(strings.Repeat("2026/11/20 18:20:19 asset.go:18: transferred asset7 from one owner to another\n", 100_000))
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		Scan(log)
	}
}
