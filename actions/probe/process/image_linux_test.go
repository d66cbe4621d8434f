package process

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// unpacked is the root of an image that holds the subject.
func unpacked(t *testing.T) string {
	t.Helper()
	root, err := os.MkdirTemp("", "tallystick-image-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	for _, folder := range []string{"opt/bin", "app/data", "etc"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	os.Chmod(filepath.Join(root, "app/data"), 0o777)
	binary, err := os.Open(subject())
	if err != nil {
		t.Fatal(err)
	}
	defer binary.Close()
	if err := copyTo(filepath.Join(root, "opt/bin/subject"), binary); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		os.Symlink("/opt/bin/subject", filepath.Join(root, "chaincode")),
		os.WriteFile(filepath.Join(root, "app/config.json"), []byte("{}"), 0o644),
		os.Chmod(root, 0o755),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestImage(t *testing.T) {
	root := unpacked(t)
	g := jailed(t, Program{Path: "/chaincode", Root: root, Args: []string{"serve"}, Dir: "/app", Env: []string{"COLOUR=red", "TZ=UTC"}}, Limits{})
	r := start(t, g, Traits{Dir: "ignored", Offset: 9 * time.Hour})
	if got := r.text("dir"); got != "/app" {
		t.Errorf("got the working folder %s, want /app", got)
	}
	if got := r.text("read config.json"); got != "{}" {
		t.Errorf("got %q, want the image's file", got)
	}
	env := r.list("env")
	if !slices.Contains(env, "COLOUR=red") || !slices.Contains(env, "TZ=UTC") {
		t.Errorf("got %q, want what the image sets", env)
	}
	if lacks(g, "writing to the image's files") {
		t.Skip(g.Missing())
	}
	for _, name := range []string{"/app/data/new", "/tmp/new"} {
		if got := r.text("write %s 10", name); got != "<nil>" {
			t.Errorf("writing %s: got %s", name, got)
		}
	}
	if got := start(t, g, Traits{}).list("list /app/data/*"); len(got) > 0 {
		t.Errorf("got %q of another replica, want nothing", got)
	}
	var names []string
	filepath.WalkDir(root, func(path string, _ fs.DirEntry, _ error) error {
		names = append(names, strings.TrimPrefix(path, root))
		return nil
	})
	if len(names) != 9 {
		t.Errorf("got %q, want the image as it was", names)
	}
}

// TestHostileImage has folders of the image lead out of it.
func TestHostileImage(t *testing.T) {
	for name, target := range map[string]string{"dev": "/replicas", "tmp": "../../../..", "etc": "/host"} {
		t.Run(name, func(t *testing.T) {
			root := unpacked(t)
			os.RemoveAll(filepath.Join(root, name))
			if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
				t.Fatal(err)
			}
			g := jailed(t, Program{Path: "/opt/bin/subject", Root: root}, Limits{})
			p, err := g.Start(within(t, 10*time.Second), Traits{})
			if err == nil {
				p.Kill()
				t.Error("got a process, want an error")
			}
			t.Log(err)
		})
	}
}

func TestDynamic(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the clock is known for amd64 alone")
	}
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("needs a C compiler")
	}
	path := build("./testdata/subject", "CGO_ENABLED=1")
	defer os.RemoveAll(filepath.Dir(path))
	if !dynamic(path) {
		t.Skip("the C compiler makes static binaries")
	}
	g := openProgram(t, Program{Path: path}, Limits{})
	const ahead = 40 * 24 * time.Hour
	r := start(t, g, Traits{Clock: ahead})
	if got, want := r.text("date"), time.Now().Add(ahead).Format("2006-01-02"); !lacks(g, NoClock) && !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestFlatReplicas checks that nothing of a replica stays with us.
func TestFlatReplicas(t *testing.T) {
	g := open(t, Limits{})
	one := func() {
		p, err := g.Start(within(t, 10*time.Second), Traits{Clock: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		link, err := p.Link(within(t, 10*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		link.Conn.Close()
		p.Kill()
		<-p.Done()
	}
	files := func() int {
		names, _ := os.ReadDir("/proc/self/fd")
		return len(names)
	}
	for range 3 {
		one()
	}
	w, _ := g.launcher.(*warden)
	before, routines, inside := files(), runtime.NumGoroutine(), 0
	if w != nil {
		inside = threads([]int{w.cmd.Process.Pid})
	}
	const more = 40
	for range more {
		one()
	}
	ctx := within(t, 10*time.Second)
	for files() > before+more/4 || runtime.NumGoroutine() > routines+more/4 {
		select {
		case <-ctx.Done():
			t.Fatalf("got %d files and %d goroutines after %d replicas, want about %d and %d", files(), runtime.NumGoroutine(), more, before, routines)
		case <-time.After(time.Millisecond):
		}
	}
	if w != nil {
		if got := threads([]int{w.cmd.Process.Pid}); got > inside+more/4 {
			t.Errorf("got %d threads of the warden, want about %d", got, inside)
		}
	}
}

func TestWritableThatIsNone(t *testing.T) {
	for path, want := range map[string]string{"relative": "want an absolute path", subject(): "not a directory", "/none/here": "no such file"} {
		_, err := Open(within(t, 10*time.Second), Program{Path: subject(), Writable: []Mount{{Host: path}}}, Limits{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", path, err, want)
		}
	}
}
