package image_test

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/tallystick/tallystick/actions/image"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/drivertest"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, image.Action) }

// TestScripts gives every scenario two registries on the loopback: REGISTRY
// takes what it gets, REFUSING refuses. Scenarios read reports as JSON lines.
func TestScripts(t *testing.T) {
	drivertest.Scripts(t, func(env *testscript.Env) error {
		taking := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
		refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusForbidden)
			w.Write([]byte(`{"errors":[{"code":"DENIED","message":"this project takes no pushes"}]}`))
		}))
		env.Defer(taking.Close)
		env.Defer(refusing.Close)
		env.Setenv("INPUT_FORMAT", "json")
		env.Setenv("REGISTRY", strings.TrimPrefix(taking.URL, "http://"))
		env.Setenv("REFUSING", strings.TrimPrefix(refusing.URL, "http://"))
		return nil
	})
}
