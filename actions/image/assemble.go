package image

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
	"github.com/tallystick/tallystick/internal/module"
)

// labels say where an image comes from; none of them differs between machines
// that build the same commit with the same Go.
func labels(s *action.Step, revision string, main chaincode.Main, bin binary) (map[string]string, error) {
	sum, err := goSum(s.Dir)
	if err != nil {
		return nil, err
	}
	set := map[string]string{
		"org.opencontainers.image.title":    module.ShortName(main.Module),
		"org.opencontainers.image.revision": revision,
		"dev.tallystick.go.version":         bin.info.GoVersion,
		"dev.tallystick.go.module":          main.Module,
		"dev.tallystick.go.package":         main.ImportPath,
		"dev.tallystick.go.sum":             sum,
	}
	for name, value := range set {
		if value == "" {
			delete(set, name)
		}
	}
	return set, nil
}

// goSum is the digest of the module's go.sum, or "" for a module without
// requirements, which has none.
func goSum(dir string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, "go.sum"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", action.Environment("reading go.sum: %w", err)
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// assemble makes one index over an image for each binary.
func assemble(work string, p *plan, labels map[string]string, binaries []binary) (v1.ImageIndex, error) {
	base := filepath.Join(work, "base.tar")
	if err := writeTar(base, p.epoch, basis()); err != nil {
		return nil, action.Environment("writing the base layer: %w", err)
	}
	baseLayer, err := layerOf(base)
	if err != nil {
		return nil, err
	}
	var index v1.ImageIndex = empty.Index
	for _, bin := range binaries {
		if err := writeBinaryTar(bin.path+".tar", p.epoch, bin.path); err != nil {
			return nil, action.Environment("writing the layer for %s: %w", bin.platform, err)
		}
		layer, err := layerOf(bin.path + ".tar")
		if err != nil {
			return nil, err
		}
		image, err := imageOf(p.epoch, labels, bin.platform, baseLayer, layer)
		if err != nil {
			return nil, action.Environment("assembling the image for %s: %w", bin.platform, err)
		}
		os, arch, _ := strings.Cut(bin.platform, "/")
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add:        image,
			Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: os, Architecture: arch}},
		})
	}
	return mutate.Annotations(index, labels).(v1.ImageIndex), nil
}

// compression is gzip's level. The default takes twice the time, for a
// twentieth less to pull.
const compression = gzip.BestSpeed

// layerOf compresses a tar with Go's own compress/gzip, whose output was the
// same from Go 1.21 to 1.26. The result is kept, as it is needed for every
// target.
func layerOf(path string) (v1.Layer, error) {
	layer, err := tarball.LayerFromFile(path, tarball.WithMediaType(types.OCILayer),
		tarball.WithCompressionLevel(compression), tarball.WithCompressedCaching)
	if err != nil {
		return nil, action.Environment("compressing a layer: %w", err)
	}
	return layer, nil
}

func imageOf(epoch int64, labels map[string]string, platform string, layers ...v1.Layer) (v1.Image, error) {
	os, arch, _ := strings.Cut(platform, "/")
	created := v1.Time{Time: time.Unix(epoch, 0).UTC()}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err := mutate.ConfigFile(image, &v1.ConfigFile{
		OS: os, Architecture: arch, Created: created,
		RootFS: v1.RootFS{Type: "layers"},
		Config: v1.Config{
			User:         nobody,
			Entrypoint:   []string{"/chaincode"},
			Env:          []string{"CHAINCODE_SERVER_ADDRESS=0.0.0.0:9999"},
			ExposedPorts: map[string]struct{}{"9999/tcp": {}},
			WorkingDir:   "/",
			Labels:       labels,
		},
	})
	if err != nil {
		return nil, err
	}
	for _, layer := range layers {
		image, err = mutate.Append(image, mutate.Addendum{
			Layer: layer, MediaType: types.OCILayer,
			History: v1.History{Created: created, CreatedBy: "tallystick image"},
		})
		if err != nil {
			return nil, err
		}
	}
	return image, nil
}
