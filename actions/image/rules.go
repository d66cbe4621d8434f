package image

import "github.com/tallystick/tallystick/internal/finding"

func rules() []finding.Rule {
	return []finding.Rule{
		{ID: "image/dynamic", Title: "A compiled binary needs a loader or shared libraries, so it would not start in the image."},
		{ID: "image/noserver", Title: "The chaincode never starts a chaincode server, so the image would stop at once."},
		{ID: "image/replace", Title: "A module is compiled in from a folder outside the repository, which nothing pins."},
		{ID: "image/revision", Title: "The image names no source revision."},
	}
}
