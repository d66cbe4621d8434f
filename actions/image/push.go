package image

import (
	"context"
	"errors"
	"net/http"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/tallystick/tallystick/internal/action"
)

// push sends the index and all that it names to a registry; the tag is set
// last. Credentials are those of docker login or podman login.
func push(ctx context.Context, tag name.Tag, index v1.ImageIndex, version string) error {
	err := remote.WriteIndex(tag, index, remote.WithContext(ctx),
		remote.WithAuthFromKeychain(authn.DefaultKeychain), remote.WithUserAgent("tallystick/"+version))
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	failed := action.Environment("pushing %s: %w", tag, err)
	var refused *transport.Error
	if errors.As(err, &refused) && (refused.StatusCode == http.StatusUnauthorized || refused.StatusCode == http.StatusForbidden) {
		return failed.WithHint("docker login %s, as someone who may write to %s", tag.RegistryStr(), tag.RepositoryStr())
	}
	return failed
}
