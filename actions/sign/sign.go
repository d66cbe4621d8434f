package sign

import (
	"context"
	_ "embed"
	"errors"
	"path/filepath"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
	"github.com/tallystick/tallystick/internal/signature"
	"github.com/tallystick/tallystick/internal/wholefile"
)

//go:embed doc.go
var doc string

// Action is the sign action.
var Action = &action.Action{
	Name: "sign", Doc: manual.Of(doc), NeedsPass: true,
	Outputs: []action.Output{
		{Name: "key", Doc: "file of the public key with which to verify"},
		{Name: "signed-image", Doc: "the image that is signed; in a registry by digest"},
		{Name: "signature", Doc: "file of the package's signature"},
	},
	Rules: rules,
	Ready: func(r action.Runner, _ *action.Step) bool {
		in := r.(*runner)
		return in.key != "" || in.throwaway
	},
	New: func() action.Runner { return &runner{} },
}

func rules() []finding.Rule {
	return []finding.Rule{
		{ID: "sign/tag", Title: "An image was named by a tag, which may name another image tomorrow."},
		{ID: "sign/throwaway", Title: "A signature is by a key that nobody keeps, so it says nothing about who made it."},
	}
}

type runner struct {
	key       string
	throwaway bool
	subjects  signature.Subjects
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&r.key, "key", "", "private key of cosign: a file, or env://VARIABLE; its password is in COSIGN_PASSWORD")
	fs.BoolVar(&r.throwaway, "throwaway", false, "sign with a key that is made for this run and forgotten: for demonstrations")
	r.subjects.Inputs(fs, "sign")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	image, pkg := r.subjects.Image(s), r.subjects.Package(s)
	if (r.key == "") == !r.throwaway {
		return action.Usage("want one of --key and --throwaway").
			WithHint("cosign generate-key-pair, then tallystick sign --key cosign.key")
	}
	if image == "" && pkg == "" {
		return action.NothingToDo("there is no image and no package to sign: name one with --image or --package")
	}
	key, err := r.open(s)
	if err != nil {
		return err
	}
	if image != "" {
		if err := signImage(ctx, s, image, key); err != nil {
			return err
		}
	}
	if pkg != "" {
		s.Progress("signing %s", filepath.Base(pkg))
		file := signature.FileSignature(pkg)
		if err := signature.SignFile(pkg, file, key); err != nil {
			return err
		}
		s.Output("signature", file)
	}
	return r.announce(s, key)
}

// open reads the private key, or makes one.
func (r *runner) open(s *action.Step) (*signature.Key, error) {
	if r.throwaway {
		return signature.Throwaway()
	}
	data, err := signature.ReadKey(s, r.key)
	if err != nil {
		return nil, err
	}
	return signature.ParseKey(data, []byte(s.Getenv("COSIGN_PASSWORD")))
}

func signImage(ctx context.Context, s *action.Step, name string, key *signature.Key) error {
	s.Progress("signing %s", name)
	image, err := signature.OpenImage(ctx, s, name)
	if err != nil {
		return err
	}
	var refusal *signature.Refusal
	if err := image.Sign(ctx, key); errors.As(err, &refusal) {
		return action.NotAnalysed("not signing an image that is not whole: %w", err).WithHint("build or copy the image again")
	} else if err != nil {
		return err
	}
	if tag := image.Moving(); tag != "" {
		s.Report(finding.Finding{
			Rule: "sign/tag", Severity: finding.Notice,
			Message: "the image was named by the tag " + tag + ", which may move",
			Hint:    "signed is what it names now: --image " + image.Name(),
		})
	}
	s.Output("signed-image", image.Name())
	return nil
}

// announce writes the public key for those who verify.
func (r *runner) announce(s *action.Step, key *signature.Key) error {
	path := filepath.Join(s.Out, "cosign.pub")
	if r.throwaway {
		path = filepath.Join(s.Out, "throwaway.pub")
		s.Report(finding.Finding{
			Rule: "sign/throwaway", Severity: finding.Notice,
			Message: "signed with a throwaway key: this proves nothing about who signed",
			Hint:    "cosign generate-key-pair, then tallystick sign --key cosign.key",
		})
	}
	if err := wholefile.Write(path, key.Public().PEM(), 0o644); err != nil {
		return action.Environment("writing the public key: %w", err).WithHint("name a folder that can be written with --out")
	}
	s.Output("key", path)
	return nil
}
