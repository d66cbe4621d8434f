package pack

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
	"regexp"
	"time"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
	"github.com/tallystick/tallystick/internal/module"
)

//go:embed doc.go
var doc string

// Action is the pack action.
var Action = &action.Action{
	Name: "pack", Doc: manual.Of(doc), PerModule: true, NeedsPass: true,
	Outputs: []action.Output{
		{Name: "package", Doc: "file of the chaincode package"},
		{Name: "package-id", Doc: "package ID that the peer calculates, label:sha256"},
		{Name: "label", Doc: "label of the package"},
	},
	Rules: func() []finding.Rule {
		return []finding.Rule{
			{ID: "pack/index", Title: "A CouchDB index definition is one that Fabric does not accept."},
			{ID: "pack/metadata", Title: "A file in META-INF is not one that Fabric accepts there."},
		}
	},
	New: func() action.Runner { return &runner{} },
}

type runner struct {
	main        string
	label       string
	version     string
	address     string
	dialTimeout time.Duration
	rootCert    string
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&r.main, "main", "", "main package of the chaincode, as ./folder or import path (default: that of the image, or the one that imports the shim or contract-api)")
	fs.StringVar(&r.label, "label", "", "label of the package (default: the module's name, and the version)")
	fs.StringVar(&r.version, "version", "", "version for the label")
	fs.StringVar(&r.address, "address", "", "host:port at which peers reach the chaincode server (default: the module's name, port 9999)")
	fs.DurationVar(&r.dialTimeout, "dial-timeout", 10*time.Second, "how long a peer waits for the connection")
	fs.StringVar(&r.rootCert, "tls-root-cert", "", "PEM file of the certificates that peers trust the chaincode server by, relative to the module's folder")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	finder, err := chaincode.New(ctx, s.Dir, s.Environ)
	if err != nil {
		return err
	}
	main, err := finder.Main(ctx, cmp.Or(r.main, s.Earlier("main")))
	if err != nil {
		return err
	}
	p := contents{Label: r.label}
	if p.Label == "" {
		p.Label = module.ShortName(main.Module)
		if r.version != "" {
			p.Label += "_" + r.version
		}
	}
	if err := checkLabel(p.Label); err != nil {
		return action.Usage("%w", err).WithHint("--label %s", module.ShortName(main.Module))
	}
	if p.Connection, err = r.connection(s, main); err != nil {
		return err
	}
	found, wrong, err := collect(s, main.Dir)
	if err != nil || wrong {
		return err
	}
	p.Metadata = found
	path := filepath.Join(s.Out, p.Label+".tgz")
	id, err := save(path, p)
	if err != nil {
		return action.Environment("writing the package: %w", err).
			WithHint("name a folder that can be written to with --out")
	}
	s.Output("package", path)
	s.Output("package-id", id)
	s.Output("label", p.Label)
	return nil
}

// labelRegexp is Fabric's LabelRegexp (core/chaincode/persistence/chaincode_package.go).
var labelRegexp = regexp.MustCompile(`^[[:alnum:]][[:alnum:]_.+-]*$`)

// maxLabel is the longest label, in bytes, with which the peer can name its
// file, label.sha256.tar.gz (CCFileName of persistence.go), in 255 bytes.
const maxLabel = 255 - len(".") - 64 - len(".tar.gz")

func checkLabel(label string) error {
	switch {
	case !labelRegexp.MatchString(label):
		return fmt.Errorf("label: got %q, want letters, digits and .+-_ after a letter or digit", label)
	case len(label) > maxLabel:
		return fmt.Errorf("label: got %d bytes, want %d or fewer", len(label), maxLabel)
	}
	return nil
}
