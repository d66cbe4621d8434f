package signature

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// SignFile writes the signature of a file to another, unless a right one by
// key is there, and verifies what it reads back.
func SignFile(path, signature string, key *Key) error {
	var refusal *Refusal
	if err := VerifyFile(path, signature, key.Public()); !errors.As(err, &refusal) {
		return err // nil: it is there
	}
	f, err := wholefile.Open(path)
	if err != nil {
		return action.Environment("reading the package: %w", err)
	}
	defer f.Close()
	raw, err := key.Sign(f)
	if err != nil {
		return err
	}
	if err := wholefile.Write(signature, []byte(base64.StdEncoding.EncodeToString(raw)), 0o644); err != nil {
		return action.Environment("writing the signature: %w", err).
			WithHint("make the package's folder writable, or copy the package to one that is")
	}
	if err := VerifyFile(path, signature, key.Public()); err != nil {
		return action.Environment("reading the signature back: %w", err)
	}
	return nil
}

// VerifyFile is nil when the signature, in base64 or raw, is one of the file
// by key. A *Refusal says what is wrong with it; any other error that it could
// not be looked at.
func VerifyFile(path, signature string, key *Public) error {
	f, err := wholefile.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return action.Usage("there is no package %s", path)
	case err != nil:
		return action.Environment("reading the package: %w", err)
	}
	defer f.Close()
	data, err := wholefile.Read(signature, maxKey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Refusal{path, "the package has no signature: there is no " + filepath.Base(signature), true}
	case err != nil:
		return action.Environment("reading the signature: %w", err)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(data)))
	if err != nil {
		raw = data // cosign sign-blob --b64=false
	}
	switch ok, err := key.Verify(raw, f); {
	case err != nil:
		return action.Environment("reading the package: %w", err)
	case !ok:
		return within(path, refuse("%s is not by the given key, or not of this package", filepath.Base(signature)))
	}
	return nil
}
