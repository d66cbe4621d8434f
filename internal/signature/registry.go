package signature

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/sigstore/cosign/v2/pkg/oci"
	"github.com/sigstore/cosign/v2/pkg/oci/mutate"
	ociremote "github.com/sigstore/cosign/v2/pkg/oci/remote"
	"github.com/sigstore/cosign/v2/pkg/oci/walk"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// patience bounds each talk with a registry; it is what cosign's own
// --timeout allows.
const patience = 3 * time.Minute

// registry is an image in a registry.
type registry struct {
	digest name.Digest
	tag    string
}

func openRegistry(ctx context.Context, ref string) (*registry, error) {
	parsed, err := name.ParseReference(ref)
	if err != nil {
		return nil, action.Usage("reading the image's name: %w", err).
			WithHint("name it as registry/name@sha256:..., or a folder as %sFOLDER", layoutPrefix)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	digest, err := ociremote.ResolveDigest(parsed, options(ctx))
	if err != nil {
		return nil, refused("looking up "+parsed.Name(), parsed.Context(), err)
	}
	r := &registry{digest: digest}
	if tag, ok := parsed.(name.Tag); ok {
		r.tag = tag.TagStr()
	}
	return r, nil
}

func options(ctx context.Context) ociremote.Option {
	return ociremote.WithRemoteOptions(remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain),
		remote.WithUserAgent("tallystick"))
}

func (r *registry) Name() string   { return r.digest.String() }
func (r *registry) Moving() string { return r.tag }

// Sign signs the image and, where it is an index, the image of each platform:
// an engine with a policy (containers-policy.json, as podman and CRI-O have)
// looks for a signature of the manifest that it takes, not of the index that
// led to it; with the index alone signed, skopeo 1.9.3 finds none. The index
// comes last, so that its signature says that all are there.
func (r *registry) Sign(ctx context.Context, key *Key) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	top, err := ociremote.SignedEntity(r.digest, options(ctx))
	if err != nil {
		return refused("reading "+r.Name(), r.digest.Context(), err)
	}
	var all []oci.SignedEntity
	err = walk.SignedEntity(ctx, top, func(_ context.Context, e oci.SignedEntity) error {
		all = append(all, e)
		return nil
	})
	if err != nil {
		return refused("reading the platforms of "+r.Name(), r.digest.Context(), err)
	}
	for _, entity := range slices.Backward(all) {
		digest, err := entity.Digest()
		if err != nil {
			return refused("reading "+r.Name(), r.digest.Context(), err)
		}
		repository := r.digest.Context()
		at := &tagged{repository, entity, options(ctx)}
		if err := sign(ctx, at, key, repository.Name(), digest); err != nil {
			return refused("signing "+digest.String(), repository, err)
		}
	}
	return nil
}

func (r *registry) Verify(ctx context.Context, key *Public) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	digest, err := v1.NewHash(r.digest.DigestStr())
	if err != nil {
		return action.Usage("reading the image's digest: %w", err)
	}
	at := &tagged{r.digest.Context(), ociremote.SignedUnknown(r.digest, options(ctx)), options(ctx)}
	there, err := at.read()
	if err == nil {
		err = verify(there, key, digest)
	}
	return refused("reading the signatures of "+r.Name(), r.digest.Context(), err)
}

// tagged is the tag sha256-<digest>.sig, where cosign keeps the signatures of
// an image.
type tagged struct {
	repository name.Repository
	entity     oci.SignedEntity
	options    ociremote.Option
}

func (t *tagged) read() (oci.Signatures, error) { return t.entity.Signatures() }

func (t *tagged) add(there oci.Signatures, more oci.Signature) error {
	all, err := mutate.AppendSignatures(there, false, more)
	if err != nil {
		return err
	}
	return ociremote.WriteSignatures(t.repository, &replaced{t.entity, all}, t.options)
}

// replaced is an entity with other signatures.
type replaced struct {
	oci.SignedEntity
	signatures oci.Signatures
}

func (r *replaced) Signatures() (oci.Signatures, error) { return r.signatures, nil }

// maxAnswer bounds what a registry says for itself, in bytes.
const maxAnswer = 300

// refused gives an error of a registry the place and the cure. Refusals and
// errors that have them already pass as they are.
func refused(doing string, repository name.Repository, err error) error {
	var refusal *Refusal
	var known *action.Error
	if err == nil || errors.As(err, &refusal) || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	host := repository.RegistryStr()
	text := finding.Clean(err.Error())
	if len(text) > maxAnswer {
		text = finding.Clean(text[:maxAnswer]) + "..."
	}
	result := action.Environment("%s: %s", doing, text)
	if errors.Is(err, context.DeadlineExceeded) {
		return action.Environment("%s: no end after %s", doing, patience).WithHint("check that %s answers, then run again", host)
	}
	var answer *transport.Error
	if !errors.As(err, &answer) {
		return result.WithHint("check the name %s and the network", host)
	}
	return result.WithHint("%s", cure(answer.StatusCode, host, repository))
}

func cure(status int, host string, repository name.Repository) string {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Sprintf("docker login %s, as a user who may read and, to sign, write %s", host, repository.RepositoryStr())
	case http.StatusNotFound:
		return "push the image first, or mend its name"
	case http.StatusMethodNotAllowed:
		return host + " takes no writes: sign in the registry that it mirrors"
	case http.StatusBadRequest, http.StatusConflict:
		return "where tags are immutable, except those that end in .sig"
	}
	return "run again later; if it stays, ask those who run " + host
}
