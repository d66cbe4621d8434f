package signature

import (
	"cmp"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
)

// Subjects are the inputs that say what is signed.
type Subjects struct{ image, pkg string }

// Inputs declares them; verb is what is done with them.
func (in *Subjects) Inputs(fs *pflag.FlagSet, verb string) {
	fs.StringVar(&in.image, "image", "", "image to "+verb+": registry/name@sha256:..., or oci-layout:FOLDER (default: the image of this run)")
	fs.StringVar(&in.pkg, "package", "", "chaincode package or other file to "+verb+" (default: the package of this run)")
}

// Image is the image's name: as given, or as an earlier step of the run
// announced it, or "".
func (in *Subjects) Image(s *action.Step) string { return cmp.Or(in.image, s.Earlier("image")) }

// Package is the absolute path of the file, found likewise, or "".
func (in *Subjects) Package(s *action.Step) string {
	if path := cmp.Or(in.pkg, s.Earlier("package")); path != "" {
		return s.Abs(path)
	}
	return ""
}

// FileSignature is where the signature of a file is kept unless said
// otherwise: where people put what sign-blob of cosign gives them.
func FileSignature(path string) string { return path + ".sig" }
