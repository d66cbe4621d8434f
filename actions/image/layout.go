package image

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// workFolder makes a folder beside the targets, so that what is made there
// can be renamed into place. It comes before the build: a folder that cannot
// be written to shows now.
func workFolder(s *action.Step) (string, error) {
	err := os.MkdirAll(s.Out, 0o755)
	if err == nil {
		var work string
		if work, err = os.MkdirTemp(s.Out, ".image-"); err == nil {
			return work, nil
		}
	}
	return "", action.Environment("making the folder for the image: %w", err).
		WithHint("name a folder that can be written to with --out")
}

// replaceable refuses to replace a folder that is not an OCI layout.
func replaceable(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return nil
	case err != nil:
		return action.Environment("looking at the folder for the image: %w", err).
			WithHint("name another folder with --out")
	}
	if _, err := os.Lstat(filepath.Join(path, "oci-layout")); err != nil {
		return action.Usage("%s exists and is not an OCI layout, so it is not replaced", path).
			WithHint("name another folder with --out")
	}
	return nil
}

// saveLayout writes an OCI layout with the index as its one entry, and puts it
// in the place of an older one. The entry has the name "latest", by which
// tools find it when signatures stand beside it.
func saveLayout(work, path string, index v1.ImageIndex) error {
	made := filepath.Join(work, "layout")
	to, err := layout.Write(made, empty.Index)
	if err == nil {
		err = to.AppendIndex(index, layout.WithAnnotations(map[string]string{"org.opencontainers.image.ref.name": "latest"}))
	}
	if err == nil {
		err = readable(made)
	}
	if err != nil {
		return action.Environment("writing the OCI layout: %w", err)
	}
	if err := swap(made, path, filepath.Join(work, "older")); err != nil {
		return action.Environment("putting the OCI layout in its place: %w", err)
	}
	return nil
}

// readable lets every user read a layout, as the next step of a pipeline may
// be another one. (go-containerregistry leaves the modes of temporary files.)
func readable(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.Chmod(path, 0o755)
		}
		return os.Chmod(path, 0o644)
	})
}

// swap renames a folder to a path. What was there goes to aside, and comes
// back when the new one cannot take its place.
func swap(made, path, aside string) error {
	err := os.Rename(path, aside)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	replaced := err == nil
	if err := os.Rename(made, path); err != nil {
		if replaced {
			err = errors.Join(err, os.Rename(aside, path))
		}
		return err
	}
	return nil
}

// saveTar writes the file that docker load and podman load take.
func saveTar(path string, tag name.Tag, index v1.ImageIndex, platform string) (err error) {
	defer func() {
		if err != nil {
			err = action.Environment("writing %s: %w", path, err).WithHint("name a file that can be written with --tar")
		}
	}()
	image, err := imageFor(index, platform)
	if err != nil {
		return err
	}
	return wholefile.Make(path, 0o644, func(f *os.File) error { return tarball.Write(tag, image, f) })
}

func imageFor(index v1.ImageIndex, platform string) (v1.Image, error) {
	want, err := v1.ParsePlatform(platform)
	if err != nil {
		return nil, err
	}
	images, err := partial.FindImages(index, func(d v1.Descriptor) bool { return d.Platform.Satisfies(*want) })
	if err != nil {
		return nil, err
	}
	if len(images) != 1 {
		return nil, fmt.Errorf("got %d images for %s, want one", len(images), platform)
	}
	return images[0], nil
}
