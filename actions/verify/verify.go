package verify

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"path/filepath"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/manual"
	"github.com/tallystick/tallystick/internal/signature"
)

//go:embed doc.go
var doc string

// Action is the verify action.
var Action = &action.Action{
	Name: "verify", Doc: manual.Of(doc), NeedsPass: true,
	Outputs: []action.Output{
		{Name: "verified-image", Doc: "the image whose signature holds; in a registry by digest"},
		{Name: "verified-package", Doc: "file of the package whose signature holds"},
	},
	Rules: rules,
	Ready: func(r action.Runner, s *action.Step) bool { return r.(*runner).keyName(s) != "" },
	New:   func() action.Runner { return &runner{} },
}

func rules() []finding.Rule {
	return []finding.Rule{
		{ID: "verify/image", Title: "An image is not signed by the key, or was altered."},
		{ID: "verify/package", Title: "A package is not signed by the key, or was altered."},
		{ID: "verify/tag", Title: "An image was named by a tag, which may name another image tomorrow."},
	}
}

type runner struct {
	key       string
	subjects  signature.Subjects
	signature string
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&r.key, "key", "", "public key: a file, or env://VARIABLE (default: that of sign in this run)")
	r.subjects.Inputs(fs, "verify")
	fs.StringVar(&r.signature, "signature", "", "file of the package's signature (default: the package's name and .sig)")
}

func (r *runner) keyName(s *action.Step) string { return cmp.Or(r.key, s.Earlier("key")) }

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	image, pkg := r.subjects.Image(s), r.subjects.Package(s)
	name := r.keyName(s)
	if name == "" {
		return action.Usage("want a public key").WithHint("tallystick verify --key cosign.pub")
	}
	if image == "" && pkg == "" {
		return action.NothingToDo("there is no image and no package to verify: name one with --image or --package")
	}
	data, err := signature.ReadKey(s, name)
	if err != nil {
		return err
	}
	key, err := signature.ParsePublic(data)
	if err != nil {
		return err
	}
	if image != "" {
		if err := verifyImage(ctx, s, image, key); err != nil {
			return err
		}
	}
	if pkg != "" {
		return r.verifyPackage(s, pkg, key)
	}
	return nil
}

func verifyImage(ctx context.Context, s *action.Step, name string, key *signature.Public) error {
	s.Progress("verifying %s", name)
	image, err := signature.OpenImage(ctx, s, name)
	if err != nil {
		return err
	}
	if err := image.Verify(ctx, key); err != nil {
		return report(s, "verify/image", err)
	}
	if tag := image.Moving(); tag != "" {
		s.Report(finding.Finding{
			Rule: "verify/tag", Severity: finding.Notice,
			Message: "the image was named by the tag " + tag + ", which may move",
			Hint:    "verified is what it names now: deploy " + image.Name(),
		})
	}
	s.Output("verified-image", image.Name())
	return nil
}

func (r *runner) verifyPackage(s *action.Step, pkg string, key *signature.Public) error {
	s.Progress("verifying %s", s.Rel(pkg))
	file := signature.FileSignature(pkg)
	if r.signature != "" {
		file = s.Abs(r.signature)
	}
	if err := signature.VerifyFile(pkg, file, key); err != nil {
		return report(s, "verify/package", err)
	}
	s.Output("verified-package", pkg)
	return nil
}

// report makes a finding of what does not hold, and passes on what could not
// be looked at.
func report(s *action.Step, rule string, err error) error {
	var refusal *signature.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	f := finding.Finding{Rule: rule, Severity: finding.Error, Message: refusal.Message}
	f.Hint = "do not deploy it: get it anew from those who sign it, and ask them which key is theirs"
	if refusal.Missing {
		f.Hint = "tallystick sign --key cosign.key"
	}
	if path := s.Rel(refusal.File); refusal.File != "" && !filepath.IsAbs(path) {
		f.Location.Path = path
	}
	s.Report(f)
	return nil
}
