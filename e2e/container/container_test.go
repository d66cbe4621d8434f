//go:build e2e

package container

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/e2e/tool"
)

// chaincode copies testdata/good, a chaincode on contract-api, to dir.
func chaincode(t *testing.T, dir string) string {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(tool.Root(t), "testdata", "good"))); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{".tallystick", ".tallystick.yml"} {
		if err := os.RemoveAll(filepath.Join(dir, left)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// build runs tallystick image and gives its outputs.
func build(t *testing.T, env []string, binary, dir string, args ...string) map[string]string {
	t.Helper()
	report := run(t, env, binary, append([]string{"image", "--dir", dir, "--revision", "e2e", "--format", "json"}, args...)...)
	outputs := map[string]string{}
	for line := range strings.Lines(report) {
		var record struct{ Output struct{ Name, Value string } }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		outputs[record.Output.Name] = record.Output.Value
	}
	return outputs
}

func TestContainer(t *testing.T) {
	need(t, "podman", "skopeo")
	env, host := docker(t), registry(t)
	binary := tool.Build(t, tool.Root(t), t.TempDir())
	name := host + "/team/warranty"
	dir := chaincode(t, folder(t))
	tar := filepath.Join(dir, "image.tar")
	// Not .tallystick: podman pull takes a layout's path for an image name.
	out := filepath.Join(dir, "out")
	pushed := build(t, nil, binary, dir, "--out", out, "--tar", tar, "--push", name+":1.0")
	digest, layout := pushed["digest"], filepath.Join(out, "image")

	t.Run("announced", func(t *testing.T) {
		if got, want := pushed["image"], name+"@"+digest; got != want {
			t.Errorf("image: got %s, want %s", got, want)
		}
		if got, want := pushed["platforms"], "linux/amd64,linux/arm64,linux/s390x,linux/ppc64le"; got != want {
			t.Errorf("platforms: got %s, want %s", got, want)
		}
	})
	t.Run("same digest elsewhere", func(t *testing.T) {
		// Another folder, home and build cache; no tar, no registry.
		other := chaincode(t, filepath.Join(t.TempDir(), "deeper", "still"))
		home := append(tool.GoEnv(t), "HOME="+t.TempDir(), "GOCACHE="+t.TempDir(), "TMPDIR="+t.TempDir())
		one := build(t, home, binary, other, "--platforms", "linux/amd64")
		again := build(t, nil, binary, dir, "--platforms", "linux/amd64", "--out", t.TempDir())
		if one["digest"] != again["digest"] {
			t.Errorf("got %s and %s, want one digest", one["digest"], again["digest"])
		}
	})
	t.Run("docker load and run", func(t *testing.T) {
		if got := run(t, env, "docker", "load", "--input", tar); !strings.Contains(got, name+":1.0") {
			t.Errorf("docker load: got %s, want %s", got, name)
		}
		serves(t, env, name+":1.0")
		run(t, env, "docker", "rmi", "--force", name+":1.0")
	})
	t.Run("docker pull and run", func(t *testing.T) {
		run(t, env, "docker", "pull", name+"@"+digest)
		serves(t, env, name+"@"+digest)
		run(t, env, "docker", "rmi", "--force", name+"@"+digest)
	})
	t.Run("podman", func(t *testing.T) {
		root := t.TempDir()
		podman := func(args ...string) string {
			return run(t, nil, "podman", append([]string{"--root", filepath.Join(root, "a"), "--runroot", filepath.Join(root, "b"), "--storage-driver", "vfs"}, args...)...)
		}
		podman("load", "--input", tar)
		podman("load", "--input", layout)
		podman("pull", "oci:"+layout)
		podman("pull", "--tls-verify=false", "docker://"+name+"@"+digest)
		if got := podman("image", "inspect", "--format", "{{.User}} {{.Config.Entrypoint}}", name+":1.0"); got != "65532:65532 [/chaincode]" {
			t.Errorf("podman image inspect: got %s", got)
		}
	})
	t.Run("skopeo", func(t *testing.T) {
		for _, from := range []string{"oci:" + layout, "oci:" + layout + ":latest", "docker://" + name + ":1.0"} {
			inspected := struct {
				Digest string
				Labels map[string]string
			}{}
			text := run(t, nil, "skopeo", "inspect", "--tls-verify=false", from)
			if err := json.Unmarshal([]byte(text), &inspected); err != nil {
				t.Fatal(err)
			}
			if inspected.Digest != digest {
				t.Errorf("%s: got %s, want %s", from, inspected.Digest, digest)
			}
			if got := inspected.Labels["org.opencontainers.image.revision"]; got != "e2e" {
				t.Errorf("%s: got revision %q, want e2e", from, got)
			}
		}
		// All four platforms can be read.
		run(t, nil, "skopeo", "copy", "--all", "--quiet", "oci:"+layout, "oci:"+filepath.Join(t.TempDir(), "copy"))
	})
}

// serves runs an image as a cluster would, with nothing that it does not need,
// and wants a chaincode server at its port.
func serves(t *testing.T, env []string, image string) {
	t.Helper()
	id := run(t, env, "docker", "run", "--detach", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
		"--network", "bridge", "--env", "CHAINCODE_ID=warranty:1", "--env", "CORE_CHAINCODE_ID_NAME=warranty:1", image)
	t.Cleanup(func() { run(t, env, "docker", "rm", "--force", "--volumes", id) })
	format := "{{.NetworkSettings.IPAddress}} {{.Config.User}} {{json .Config.ExposedPorts}}"
	address, rest, _ := strings.Cut(run(t, env, "docker", "inspect", "--format", format, id), " ")
	if want := `65532:65532 {"9999/tcp":{}}`; rest != want {
		t.Errorf("got %s, want %s", rest, want)
	}
	speaksHTTP2(t, address+":9999")
	if t.Failed() {
		cmd := exec.Command("docker", "logs", id)
		var says bytes.Buffer
		cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), env...), &says, &says
		cmd.Run()
		t.Logf("docker logs: %s", &says)
	}
}
