package mapiter

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

func fix(pass *analysis.Pass, pos token.Pos) []analysis.SuggestedFix { return nil }
