package summary

import (
	"io"

	"github.com/tallystick/tallystick/internal/finding"
)

func Write(w io.Writer, r finding.Report) error { return nil }
