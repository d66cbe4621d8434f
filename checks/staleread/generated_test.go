//go:build unix

package staleread_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/staleread"
)

// TestGeneratedCode: the work is linear in a function's size. The shapes are
// those that a walk from each call, or a list of conditions for each, would
// make quadratic.
func TestGeneratedCode(t *testing.T) {
	const rounds = 1000
	shapes := map[string]string{
		"straight": "\tstub.PutState(id, nil)\n\tv, _ = stub.GetState(id)\n\tuse(v)\n\tstub.PutState(\"a\"+id, v)\n",
		"branches": "\tif len(id) == %d {\n\t\tstub.PutState(id, nil)\n\t}\n\tif len(id) > %[1]d {\n\t\tv, _ = stub.GetState(id)\n\t\tuse(v)\n\t}\n",
		"fields":   "\ta.ID = id + \"%d\"\n\tstub.PutState(a.ID, nil)\n\tv, _ = stub.GetState(a.ID)\n\tuse(v)\n",
		"helpers":  "\tput(stub, id)\n\tv = get(stub, \"k%d\")\n\tuse(v)\n",
	}
	for name, shape := range shapes {
		var b strings.Builder
		b.WriteString("package " + name + "\n\nimport \"github.com/hyperledger/fabric-chaincode-go/shim\"\n\n" +
			"type asset struct{ ID string }\n\nfunc use([]byte) {}\n\n" +
			"func put(stub shim.ChaincodeStubInterface, id string) { stub.PutState(id, nil) }\n\n" +
			"func get(stub shim.ChaincodeStubInterface, id string) []byte { v, _ := stub.GetState(id); return v }\n\n" +
			"func Big(stub shim.ChaincodeStubInterface, id string, a *asset) {\n\tvar v []byte\n")
		for i := range rounds {
			if strings.Contains(shape, "%d") {
				fmt.Fprintf(&b, shape, i)
			} else {
				b.WriteString(shape)
			}
		}
		b.WriteString("}\n")
		dir := checktest.Dir(t)
		file := filepath.Join(dir, "src", name, name+".go")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		start := spent(t)
		analysistest.Run(silent{}, dir, staleread.Analyzer, name)
		if took := spent(t) - start; took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}

// spent is the processor's time for this process: others may keep it waiting.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// silent takes no notice of what is reported.
type silent struct{}

func (silent) Errorf(string, ...any) {}
