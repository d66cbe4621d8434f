package file

import (
	"fmt"
	"testing"
)

func TestProbe(t *testing.T) {
	fmt.Printf("%d test-file-beside\n", "x") //nolint
	t.Errorf("%d test-file\n", "x")
}
