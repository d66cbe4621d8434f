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
	r := &registry{}
	if digest, ok := parsed.(name.Digest); ok {
		r.digest = digest
		return r, nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	got, err := remote.Get(parsed, options(ctx)...)
	if err != nil {
		return nil, refused("looking up "+parsed.Name(), parsed.Context(), err)
	}
	r.digest = parsed.Context().Digest(got.Digest.String())
	if tag, ok := parsed.(name.Tag); ok {
		r.tag = tag.TagStr()
	}
	return r, nil
}

func options(ctx context.Context) []remote.Option {
	return []remote.Option{remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain),
		remote.WithUserAgent("tallystick")}
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
	top, err := remote.Get(r.digest, options(ctx)...)
	if err != nil {
		return refused("reading "+r.Name(), r.digest.Context(), err)
	}
	all, err := below(top)
	if err != nil {
		return refused("reading the platforms of "+r.Name(), r.digest.Context(), err)
	}
	for _, digest := range slices.Backward(append([]v1.Hash{top.Digest}, all...)) {
		if err := sign(ctx, r.at(ctx, digest), key, r.digest.Context().Name(), digest); err != nil {
			return refused("signing "+digest.String(), r.digest.Context(), err)
		}
	}
	return nil
}

// below are the digests that an index leads to; of an image there are none.
func below(top *remote.Descriptor) ([]v1.Hash, error) {
	switch {
	case top.MediaType.IsImage():
		return nil, nil
	case top.MediaType.IsIndex():
		index, err := top.ImageIndex()
		if err != nil {
			return nil, err
		}
		return inIndex(nil, index, 1)
	}
	return nil, fmt.Errorf("got media type %s, want an image or an index", top.MediaType)
}

func inIndex(all []v1.Hash, index v1.ImageIndex, depth int) ([]v1.Hash, error) {
	manifest, err := index.IndexManifest()
	if err != nil {
		return nil, err
	}
	for _, part := range manifest.Manifests {
		all = append(all, part.Digest)
		switch {
		case depth > maxDepth || len(all) > maxBlobs:
			return nil, errors.New("the index is nested too deeply or has too many parts")
		case part.MediaType.IsIndex():
			inner, err := index.ImageIndex(part.Digest)
			if err == nil {
				all, err = inIndex(all, inner, depth+1)
			}
			if err != nil {
				return nil, err
			}
		case part.MediaType.IsImage():
			if _, err := index.Image(part.Digest); err != nil {
				return nil, err // what is not there is not signed
			}
		default:
			return nil, fmt.Errorf("%s has media type %s, want an image or an index", part.Digest, part.MediaType)
		}
	}
	return all, nil
}

func (r *registry) Verify(ctx context.Context, key *Public) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	digest, err := v1.NewHash(r.digest.DigestStr())
	if err != nil {
		return action.Usage("reading the image's digest: %w", err)
	}
	there, err := r.at(ctx, digest).read()
	if err == nil {
		err = verify(there, key, digest)
	}
	return refused("reading the signatures of "+r.Name(), r.digest.Context(), err)
}

// tagged is the tag where cosign keeps the signatures of an image.
type tagged struct {
	tag     name.Tag
	options []remote.Option
}

func (r *registry) at(ctx context.Context, digest v1.Hash) *tagged {
	return &tagged{r.digest.Context().Tag(digest.Algorithm + "-" + digest.Hex + ".sig"), options(ctx)}
}

func (t *tagged) read() (signatures, error) {
	image, err := remote.Image(t.tag, t.options...)
	var answer *transport.Error
	if errors.As(err, &answer) && answer.StatusCode == http.StatusNotFound {
		return noSignatures(), nil
	}
	return signatures{image}, err
}

func (t *tagged) add(there signatures, more entry) error {
	all, err := there.with(more)
	if err != nil {
		return err
	}
	return remote.Write(t.tag, all, t.options...)
}

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
