package unpack

import (
	"archive/tar"
	"context"
	"debug/elf"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	ggcr "github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/tallystick/tallystick/internal/action"
)

func TestOpen(t *testing.T) {
	dir := put(t, image(t, platform, v1.Config{
		Entrypoint: []string{"/usr/bin/cc"}, Cmd: []string{"--serve"}, Env: []string{"A=b"}, WorkingDir: "srv", User: "1000:1000",
	},
		archive(t,
			entry{name: "./", kind: tar.TypeDir}, entry{name: "usr/", kind: tar.TypeDir}, entry{name: "usr/bin/", kind: tar.TypeDir, mode: 0o555},
			entry{name: "usr/bin/cc", content: "old"}, entry{name: "bin", kind: tar.TypeSymlink, link: "/usr/bin"},
			entry{name: "gone/a", content: "a"}, entry{name: "gone/b", content: "b"},
			entry{name: "hidden/lower/x", content: "x"}, entry{name: "hidden/y", content: "y"},
			entry{name: "dir/file", content: "f"}, entry{name: "secret", content: "s", mode: 0o4000},
		),
		archive(t,
			entry{name: "usr/bin/cc", content: amd64}, entry{name: "bin/more", content: "m"},
			entry{name: "gone/.wh.a"}, entry{name: "hidden/lower/new", content: "n"}, entry{name: "hidden/.wh..wh..opq"},
			entry{name: "hard", kind: tar.TypeLink, link: "usr/bin/cc"}, entry{name: "dir", content: "now a file"},
			entry{name: "dev/null", kind: tar.TypeChar}, entry{name: "pipe", kind: tar.TypeFifo},
			entry{name: "new/.wh.c"}, entry{name: "x/.wh..wh.plnk"},
		)))
	i, err := open(t, dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	err = filepath.WalkDir(i.Root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(i.Root, path)
		if d.Type()&fs.ModeSymlink != 0 {
			got[rel], err = os.Readlink(path)
			return err
		}
		data, err := os.ReadFile(path)
		got[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"usr/bin/cc": amd64, "usr/bin/more": "m", "bin": "/usr/bin", "gone/b": "b", "hidden/lower/new": "n", "hard": amd64,
		"dir": "now a file", "secret": "s",
	}
	for name, content := range want {
		if got[name] != content {
			t.Errorf("%s: got %.20q, want %.20q", name, got[name], content)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %d files, want %d: %q", len(got), len(want), got)
	}
	if i.Path != "usr/bin/cc" || i.File != filepath.Join(i.Root, "usr", "bin", "cc") || i.Script != "" || i.Loader != "" {
		t.Errorf("got the program %+v", i.Program)
	}
	if !slices.Equal(i.Args, []string{"/usr/bin/cc", "--serve"}) || !slices.Equal(i.Env, []string{"A=b"}) || i.WorkingDir != "/srv" || i.User != "1000:1000" {
		t.Errorf("got %+v", i)
	}
	if !slices.Equal(i.Skipped, []string{"/dev/null", "/pipe"}) {
		t.Errorf("got %q", i.Skipped)
	}
	if info, err := os.Stat(filepath.Join(i.Root, "secret")); err != nil || info.Mode() != 0o400 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
}

// TestCompressed: gzip and zstd, whatever the media type says.
func TestCompressed(t *testing.T) {
	plain := archive(t, entry{name: "cc", content: amd64})
	for name, media := range map[string]types.MediaType{"gzip": types.OCILayer, "zstd": types.OCILayerZStd, "docker": types.DockerLayer} {
		t.Run(name, func(t *testing.T) {
			base, err := mutate.AppendLayers(image(t, platform, entrypoint("/cc")), static.NewLayer(compressed(t, name, plain), media))
			if err != nil {
				t.Fatal(err)
			}
			if i, err := open(t, put(t, base), Limits{}); err != nil || i.Path != "cc" {
				t.Errorf("got %+v, %v", i, err)
			}
		})
	}
}

func TestProgram(t *testing.T) {
	files := archive(t,
		entry{name: "usr/local/bin/cc", content: amd64, mode: 0o644}, // not executable: PATH goes on
		entry{name: "usr/bin/cc", content: amd64}, entry{name: "opt/x/cc", content: amd64},
		entry{name: "start.sh", content: "#!/bin/sh -e\nexec cc\n"}, entry{name: "text", content: "hello"},
		entry{name: "dynamic", content: program(elf.EM_X86_64, "/lib64/ld-linux-x86-64.so.2")},
		entry{name: "arm", content: program(elf.EM_AARCH64, "")}, entry{name: "etc/", kind: tar.TypeDir},
		entry{name: "link", kind: tar.TypeSymlink, link: "opt/../../../opt/x/cc"}, entry{name: "loop", kind: tar.TypeSymlink, link: "/loop"},
		entry{name: "dangling", kind: tar.TypeSymlink, link: "/nowhere"},
	)
	for _, test := range []struct {
		config v1.Config
		want   Program // without File
		fails  string
	}{
		{config: entrypoint("cc"), want: Program{Path: "usr/bin/cc"}},
		{config: v1.Config{Cmd: []string{"cc"}, Env: []string{"PATH=/opt/x:/usr/bin"}}, want: Program{Path: "opt/x/cc"}},
		{config: v1.Config{Cmd: []string{"./x/cc"}, WorkingDir: "/opt"}, want: Program{Path: "opt/x/cc"}},
		{config: v1.Config{Cmd: []string{"cc"}, Env: []string{"PATH=:"}, WorkingDir: "/opt/x"}, want: Program{Path: "opt/x/cc"}},
		{config: entrypoint("/link"), want: Program{Path: "opt/x/cc"}},
		{config: entrypoint("/start.sh"), want: Program{Path: "start.sh", Script: "/bin/sh -e"}},
		{config: entrypoint("/dynamic"), want: Program{Path: "dynamic", Loader: "/lib64/ld-linux-x86-64.so.2"}},
		{config: v1.Config{}, fails: "the image has no entry point"},
		{config: entrypoint(""), fails: "the image has no entry point"},
		{config: entrypoint("/absent"), fails: `the entry point "/absent" is missing in the image: there is no /absent`},
		{config: entrypoint("/dangling"), fails: `the entry point "/dangling" is missing in the image: there is no /nowhere`},
		{config: entrypoint("absent"), fails: `the entry point "absent" is in no folder of the image's PATH`},
		{config: entrypoint("/usr/local/bin/cc"), fails: "the entry point /usr/local/bin/cc is not executable"},
		{config: entrypoint("/etc"), fails: "the entry point /etc is not a file"},
		{config: entrypoint("/text"), fails: "the entry point /text is neither a Linux binary nor a script"},
		{config: entrypoint("/arm"), fails: "the entry point /arm is a binary for EM_AARCH64, want EM_X86_64"},
		{config: entrypoint("/loop"), fails: `unpacking the image: the path "/loop" goes through more than 40 links`},
	} {
		i, err := open(t, put(t, image(t, platform, test.config, files)), Limits{})
		if test.fails != "" {
			refuses(t, err, action.ExitNotAnalysed, test.fails)
			continue
		}
		if err != nil {
			t.Errorf("%+v: %v", test.config, err)
			continue
		}
		i.File = ""
		if i.Program != test.want {
			t.Errorf("%+v: got %+v, want %+v", test.config, i.Program, test.want)
		}
	}
}

// refuses wants an error with a cure.
func refuses(t *testing.T, err error, exit int, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) || action.ExitOf(err) != exit || action.HintOf(err) == "" {
		t.Errorf("got %v (exit %d, hint %q), want %s (exit %d)", err, action.ExitOf(err), action.HintOf(err), want, exit)
	}
}

func TestChoose(t *testing.T) {
	files := archive(t, entry{name: "cc", content: amd64})
	mine, other := image(t, platform, entrypoint("/cc"), files), image(t, "linux/arm64", entrypoint("/cc"), files)
	second := image(t, platform, entrypoint("/cc", "second"), files)
	index := mutate.AppendManifests(empty.Index,
		mutate.IndexAddendum{Add: other, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: "arm64"}}},
		mutate.IndexAddendum{Add: mine, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: "amd64"}}},
		mutate.IndexAddendum{Add: image(t, "linux/none", v1.Config{}), Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "unknown", Architecture: "unknown"}}},
	)
	nested := filepath.Join(t.TempDir(), "nested")
	p, err := ggcr.Write(nested, empty.Index)
	if err != nil {
		t.Fatal(err)
	}
	signatures := map[string]string{"kind": "dev.cosignproject.cosign/sigs"}
	if err := errors.Join(p.AppendIndex(index), p.AppendImage(second, ggcr.WithAnnotations(signatures))); err != nil {
		t.Fatal(err)
	}
	if i, err := open(t, nested, Limits{}); err != nil || i.Digest != digest(t, mine) {
		t.Errorf("got %+v, %v", i, err)
	}
	both := put(t, mine, second, mine)
	_, err = open(t, both, Limits{})
	refuses(t, err, action.ExitNotAnalysed, "holds more than one image for linux/amd64, want one")
	for _, want := range []v1.Image{mine, second} {
		if i, err := open(t, both+"@"+digest(t, want), Limits{}); err != nil || i.Digest != digest(t, want) {
			t.Errorf("got %+v, %v", i, err)
		}
	}
	if i, err := open(t, nested+"@"+digest(t, mine), Limits{}); err != nil || i.Digest != digest(t, mine) {
		t.Errorf("got %+v, %v", i, err)
	}
	_, err = open(t, nested+"@"+digest(t, other), Limits{})
	refuses(t, err, action.ExitNotAnalysed, "holds no image for linux/amd64, got linux/arm64")
	_, err = open(t, both+"@sha256:"+strings.Repeat("0", 64), Limits{})
	refuses(t, err, action.ExitNotAnalysed, "holds no image sha256:0000")
	_, err = open(t, both+"@sha256:123", Limits{})
	refuses(t, err, action.ExitUsage, "want sha256: and 64 hexadecimal digits")
	_, err = open(t, put(t), Limits{})
	refuses(t, err, action.ExitNotAnalysed, "holds no image")
	_, err = open(t, t.TempDir(), Limits{})
	refuses(t, err, action.ExitUsage, "is not an OCI layout: it holds no index.json")
	_, err = open(t, put(t, other, image(t, "linux/s390x", v1.Config{})), Limits{})
	refuses(t, err, action.ExitNotAnalysed, "holds no image for linux/amd64, got linux/arm64, linux/s390x")
}

func TestReference(t *testing.T) {
	for _, ref := range []string{"", "./image", "/image", "example.com/cc:1", Prefix} {
		_, err := Open(t.Context(), Request{Ref: ref, Platform: platform, Into: t.TempDir()})
		refuses(t, err, action.ExitUsage, "--image: got ")
	}
	dir := put(t, image(t, platform, entrypoint("/cc"), archive(t, entry{name: "cc", content: amd64})))
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), Request{Ref: Prefix + dir, Platform: platform, Into: full})
	refuses(t, err, action.ExitUsage, "is not empty")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, Request{Ref: Prefix + dir, Platform: platform, Into: t.TempDir()}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	i, err := Open(t.Context(), Request{Ref: Prefix + "image", Dir: filepath.Dir(dir), Platform: platform, Into: filepath.Join(t.TempDir(), "a", "b")})
	if err != nil || i.Path != "cc" {
		t.Errorf("got %+v, %v", i, err)
	}
}
