package signature

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/sigstore/sigstore/pkg/signature/payload"
	"github.com/tallystick/tallystick/internal/action"
)

// Image is one image, known by its digest, in a place that keeps signatures.
type Image interface {
	// Name is what OpenImage takes, in a registry by digest.
	Name() string
	// Moving is the tag by which it was asked for and which may name
	// another image tomorrow, or "".
	Moving() string
	// Sign adds the signature of key where it is not there yet, and verifies
	// what it reads back. A *Refusal says that the image is not whole.
	Sign(ctx context.Context, key *Key) error
	// Verify is nil when the image is whole and at least one signature of
	// it is by key. A *Refusal says what is wrong with it; any other error
	// that it could not be looked at.
	Verify(ctx context.Context, key *Public) error
}

// layoutPrefix marks the folder of an OCI layout among image names.
const layoutPrefix = "oci-layout:"

// OpenImage finds an image: "oci-layout:FOLDER", relative to the step's
// folder, or a name in a registry. A tag is resolved to its digest once, here.
func OpenImage(ctx context.Context, s *action.Step, ref string) (Image, error) {
	if folder, ok := strings.CutPrefix(ref, layoutPrefix); ok {
		return openLayout(s.Abs(folder))
	}
	if strings.HasPrefix(ref, ".") || filepath.IsAbs(ref) {
		return nil, action.Usage("got the path %s, want the name of an image in a registry or %sFOLDER", ref, layoutPrefix).
			WithHint("--image %s%s", layoutPrefix, ref)
	}
	return openRegistry(ctx, ref)
}

// Refusal says that something was looked at and does not hold: the finding of
// a verification.
type Refusal struct {
	// File is the file that it is about, or "".
	File    string
	Message string
	// Missing says that there is no signature at all.
	Missing bool
}

func (r *Refusal) Error() string { return r.Message }

func refuse(format string, args ...any) *Refusal {
	return &Refusal{Message: fmt.Sprintf(format, args...)}
}

// within adds the file to a refusal that names none.
func within(file string, err error) error {
	var refusal *Refusal
	if errors.As(err, &refusal) && refusal.File == "" {
		refusal.File = file
	}
	return err
}

// shelf keeps the signatures of one digest.
type shelf interface {
	read() (signatures, error)
	// add writes the signatures that are there and one more.
	add(there signatures, more entry) error
}

// writes is how often a signature is written before giving up. Registries
// keep the signatures of an image in one manifest, so of two writers at the
// same time one is lost (cosign#2432).
const writes = 3

// sign puts the signature of key on the shelf, once, and reads it back.
func sign(ctx context.Context, at shelf, key *Key, repository string, digest v1.Hash) error {
	more, err := newSignature(key, repository, digest)
	if err != nil {
		return err
	}
	for written := 0; ; written++ {
		there, err := at.read()
		if err != nil {
			return err
		}
		var refusal *Refusal
		if err := verify(there, key.Public(), digest); !errors.As(err, &refusal) {
			return err // nil: it is there
		}
		if written == writes {
			return action.Environment("the signature of %s was written %d times and is not there when read back", digest, writes).
				WithHint("run again when nobody else signs the same image")
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := at.add(there, more); err != nil {
			return err
		}
	}
}

// newSignature signs an image's digest, and the name of its repository where
// it has one, as "cosign sign" does.
func newSignature(key *Key, repository string, digest v1.Hash) (entry, error) {
	claim, err := json.Marshal(payload.SimpleContainerImage{Critical: payload.Critical{
		Identity: payload.Identity{DockerReference: repository},
		Image:    payload.Image{DockerManifestDigest: digest.String()},
		Type:     payload.CosignSignatureType,
	}})
	if err != nil {
		return entry{}, fmt.Errorf("writing the claim: %w", err)
	}
	raw, err := key.Sign(bytes.NewReader(claim))
	if err != nil {
		return entry{}, err
	}
	return newEntry(claim, base64.StdEncoding.EncodeToString(raw)), nil
}

// verify wants one signature of the digest by the key.
func verify(there signatures, key *Public, digest v1.Hash) error {
	list, err := there.entries()
	if err != nil {
		return refuse("the signatures of %s cannot be read: %v", digest, err)
	}
	if len(list) == 0 {
		return &Refusal{Message: fmt.Sprintf("there is no signature, want one of %s", digest), Missing: true}
	}
	var reasons []string
	var unread error
	for _, one := range list {
		switch reason, err := verifyOne(one, key, digest); {
		case err != nil:
			unread = err
		case reason == "":
			return nil
		default:
			reasons = append(reasons, reason)
		}
	}
	if unread != nil {
		return unread
	}
	if len(list) == 1 {
		return refuse("the signature %s, want one of %s", reasons[0], digest)
	}
	return refuse("none of %d signatures holds: the last %s, want one of %s", len(list), reasons[len(reasons)-1], digest)
}

// verifyOne gives the reason for which a signature does not hold, or "". An
// error means that it could not be fetched.
func verifyOne(one entry, key *Public, digest v1.Hash) (reason string, err error) {
	encoded, ok := one.notes[noteSignature]
	if !ok {
		return "is not there: an entry without one", nil
	}
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return "is not in base64", nil
	}
	if size, err := one.Size(); err != nil || size > maxKey {
		return fmt.Sprintf("is over a claim of more than %d bytes", maxKey), nil
	}
	claim, err := one.claim()
	if err != nil {
		return "", err
	}
	if ok, err := key.Verify(raw, bytes.NewReader(claim)); err != nil || !ok {
		return "is not by the given key", err
	}
	var said payload.SimpleContainerImage
	if err := json.Unmarshal(claim, &said); err != nil || said.Critical.Type != payload.CosignSignatureType {
		return "is by the given key, but not of an image", nil
	}
	if got := said.Critical.Image.DockerManifestDigest; got != digest.String() {
		return fmt.Sprintf("is by the given key, but of another image, %s", got), nil
	}
	return "", nil
}
