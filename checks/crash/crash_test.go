package crash_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tallystick/tallystick/checks/crash"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestArguments(t *testing.T)    { checktest.Run(t, crash.Analyzer, "shimcc") }
func TestTransactions(t *testing.T) { checktest.Run(t, crash.Analyzer, "contract") }
func TestEnds(t *testing.T)         { checktest.Run(t, crash.Analyzer, "ends") }
func TestPackages(t *testing.T)     { checktest.Run(t, crash.Analyzer, "front") }
func TestNearMisses(t *testing.T)   { checktest.Run(t, crash.Analyzer, "quiet") }
func TestImportPaths(t *testing.T)  { checktest.Run(t, crash.Analyzer, "v2", "vendored") }

// TestGenerated: the work is linear in the size of a function. It takes a second
// by itself; the limit is for busy machines.
func TestGenerated(t *testing.T) {
	var b strings.Builder
	b.WriteString("package generated\n\nimport (\n\t\"github.com/hyperledger/fabric/core/chaincode/shim\"\n" +
		"\tpb \"github.com/hyperledger/fabric/protos/peer\"\n)\n\ntype cc struct{}\n\n" +
		"func (cc) Init(stub shim.ChaincodeStubInterface) pb.Response { return shim.Success(nil) }\n\n" +
		"func (cc) Invoke(stub shim.ChaincodeStubInterface) pb.Response {\n\tfn, args := stub.GetFunctionAndParameters()\n" +
		"\tif len(args) < 2 {\n\t\treturn shim.Error(fn)\n\t}\n\tm := map[string]interface{}{}\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "\tif fn == \"f%d\" && len(args[1]) > %d {\n\t\tm[args[0]] = m[args[1]].(string) + args[1][:%d]\n\t}\n", i, i, i)
	}
	b.WriteString("\treturn shim.Success(nil)\n}\n")
	dir := checktest.Dir(t)
	path := filepath.Join(dir, "src", "generated", "generated.go")
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	analysistest.Run(t, dir, crash.Analyzer, "generated")
	if took := time.Since(start); took > 90*time.Second {
		t.Errorf("20,000 lines took %v", took)
	}
}
func TestFixes(t *testing.T) { checktest.RunFixes(t, crash.Analyzer, "fix") }
