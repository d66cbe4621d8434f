package contract

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

func metadata(t *testing.T, name string) *Metadata {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMetadataOfGo(t *testing.T) {
	m := metadata(t, "go.json")
	var got []string
	for _, f := range m.Functions() {
		got = append(got, fmt.Sprintf("%s %s evaluate=%t counts=%v", f.Call, m.signature(f), f.Evaluate, f.Counts))
	}
	want := []string{
		"Other:Set Set(param0 boolean, param1 list of number) evaluate=false counts=[2]",
		"All All() evaluate=true counts=[0]",
		"Create Create(param0 string, param1 integer, param2 Asset) evaluate=false counts=[3]",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if part := m.Schemas["Part"]; part.Properties[0].Schema.Type != "integer" || part.Values.Type != "boolean" || part.Closed {
		t.Errorf("got %+v", part)
	}
}

func TestMetadataOfNode(t *testing.T) {
	m := metadata(t, "node.json")
	list := m.Functions()
	if len(list) != 2 || list[0].Call != "create" || list[0].Parameters[0].Name != "id" || list[0].Evaluate ||
		!list[1].Evaluate || list[1].Returns.Type != "string" {
		t.Errorf("got %+v", list)
	}
}

func TestCheck(t *testing.T) {
	m := metadata(t, "go.json")
	for _, test := range []struct {
		call string
		args string
		at   int
		want string
	}{
		{"Create", `a|1|{"ID":"a","Size":2,"Part":{"Next":null,"N":1,"x":true}}`, 0, ""},
		{"create", `|-9223372036854775808|{"ID":""}`, 0, ""},
		{"SmartContract:Create", `a|1|{"ID":"a"}`, 0, ""},
		{Query, "", 0, ""},
		{"Creat", "", -1, `unknown function "Creat", want Other:Set, All, Create`},
		{"Set", "true|[]", -1, `unknown function "Set", want Other:Set, All, Create`},
		{"Create", "a|1", -1, "Create: got 2 arguments, want 3: Create(param0 string, param1 integer, param2 Asset)"},
		{"Create", `a|1.5|{"ID":"a"}`, 1, `Create: argument 2, param1: got "1.5", want an integer`},
		{"Create", `a|1|Asset`, 2, `Create: argument 3, param2: got "Asset", want an object in JSON`},
		{"Create", `a|1|{}`, 2, `got an object without ID, want it`},
		{"Create", `a|1|{"ID":"a","id":"b"}`, 2, `unknown property "id", want ID, Part, Size`},
		{"Create", `a|1|{"ID":"a","Part":{"Next":{"N":"1"}}}`, 2, `got a string at .Part.Next.N, want an integer`},
		{"Create", `a|1|{"ID":"a"} {}`, 2, `got more after the object, want its end`},
		{"Other:Set", `yes|[1]`, 0, `Other:Set: argument 1, param0: got "yes", want a boolean`},
		{"Other:set", `1|[1,"2"]`, 1, `got a string at [1], want a number`},
	} {
		var args [][]byte
		for _, arg := range strings.Split(test.args, "|") {
			args = append(args, []byte(arg))
		}
		at, err := m.Check(test.call, args)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || at != test.at) {
			t.Errorf("%s %s: got %d, %v, want %d, %s", test.call, test.args, at, err, test.at, test.want)
		}
	}
}

func TestUnsignedIntegersAreIntegers(t *testing.T) {
	m, err := Parse([]byte(`{"contracts":{"c":{"name":"c","transactions":[{"name":"F","parameters":[{"name":"n","schema":
		{"type":"number","format":"double","multipleOf":1,"minimum":0,"maximum":18446744073709551615}}]}]}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for arg, want := range map[string]string{
		"18446744073709551615": "", "0": "", "1.5": `got "1.5", want an integer`, "-1": `got "-1", want 0 or more`,
	} {
		if _, err := m.Check("F", [][]byte{[]byte(arg)}); fmt.Sprint(err) != "F: argument 1, n: "+want && (want != "" || err != nil) {
			t.Errorf("%s: got %v, want %s", arg, err, want)
		}
	}
}

func source(t *testing.T, files map[string]string) *Source {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := ReadSource(m)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFunctionsOfTheShim(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "shim.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range a.Files {
		files[f.Name] = string(f.Data)
	}
	var got []string
	for _, f := range source(t, files).Dispatched {
		call := f.Call
		if f.Prefix != nil {
			call += fmt.Sprint(f.Prefix)
		}
		got = append(got, fmt.Sprintf("%s %v %s:%d", call, f.Counts, f.File, f.Line))
	}
	want := []string{
		"transfer [3] main.go:9", "query [1] main.go:11", "get [1] main.go:11", "put [] main.go:17", "set [] main.go:17",
		"tabled [1] names.go:6", "deep [] main.go:40", "invoke[older] [3] old/old.go:9", "invoke[oldest] [] old/old.go:19", "rawly [] raw/raw.go:6",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestParametersGetTheirNames(t *testing.T) {
	m := metadata(t, "go.json")
	s := source(t, map[string]string{"a/a.go": `package a

func (s *SmartContract) Create(ctx contractapi.TransactionContextInterface, id string, size int, _ Asset) error { return nil }
func (o *Other) Create(ctx contractapi.TransactionContextInterface, a, b, c string) error { return nil }
func (o *Other) Set(on bool, list []float64) error { return nil }
`})
	s.Name(m)
	f, _ := m.Find("Create")
	if got := m.signature(f); got != "Create(id string, size integer, param2 Asset)" || f.File != "a/a.go" || f.Line != 3 {
		t.Errorf("got %s at %s:%d", got, f.File, f.Line)
	}
	f, _ = m.Find("Other:Set")
	if got := m.signature(f); got != "Set(on boolean, list list of number)" {
		t.Errorf("got %s", got)
	}
}

func TestSourceThatIsNoGo(t *testing.T) {
	for want, files := range map[string]fs.FS{
		"reading the chaincode's source: got no Go files with functions": fstest.MapFS{},
		"reading the chaincode's source: a.go:1:11: expected ';'":        fstest.MapFS{"a.go": {Data: []byte("package a {")}},
	} {
		if _, err := ReadSource(files); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestHostileMetadata(t *testing.T) {
	deepSchema := strings.Repeat(`{"type":"array","items":`, 5000) + "{}" + strings.Repeat("}", 5000)
	for name, test := range map[string]struct{ text, want string }{
		"nothing":   {"", "reading the metadata: unexpected end of JSON input"},
		"no JSON":   {"<html>", "reading the metadata: invalid character"},
		"null":      {"null", "got no contracts, want one or more"},
		"large":     {strings.Repeat(" ", MaxMetadata+1), "got 8388609 bytes, want 8388608 or fewer"},
		"no name":   {`{"contracts":{"a":{"transactions":[{}]}}}`, "got a function with a name of 1 bytes, want 1 to 1000"},
		"long name": {`{"contracts":{"a":{"transactions":[{"name":"` + strings.Repeat("a", 1001) + `"}]}}}`, "with a name of 1001 bytes"},
		"many":      {`{"contracts":{"a":{"transactions":[` + strings.Repeat(`{"name":"a"},`, 10_001) + `{}]}}}`, "got more than 10000 functions and schemas"},
		"deep":      {`{"contracts":{"a":{"transactions":[{"name":"f","parameters":[{"name":"p","schema":` + deepSchema + `}]}]}}}`, ""},
	} {
		m, err := Parse([]byte(test.text))
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if _, err := m.Check("f", [][]byte{[]byte("[]")}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"go.json", "node.json"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse(data)
		if (m == nil) == (err == nil) {
			t.Fatalf("got %v, %v", m, err)
		}
		if m == nil {
			return
		}
		for _, f := range m.Functions() {
			_, _ = m.Check(f.Call, [][]byte{[]byte("{}")})
		}
	})
}

func TestTransientKeysAndTheirShape(t *testing.T) {
	s := source(t, map[string]string{"a.go": `package a

const ownerKey = "asset_owner"

type part struct{ N int }

func (c *SmartContract) All(ctx contractapi.TransactionContextInterface) error {
	m, err := ctx.GetStub().GetTransient()
	value, ok := m["asset_properties"]
	type input struct {
		part
		ID    string    ` + "`json:\"assetID\"`" + `
		Size  *int32    ` + "`json:\"size,omitempty\"`" + `
		When  time.Time
		Parts []part    ` + "`json:\"parts\"`" + `
		Not   string    ` + "`json:\"-\"`" + `
		none  string
	}
	var in input
	err = json.Unmarshal(value, &in)
	p := &part{}
	json.Unmarshal(m[ownerKey], p)
	raw := m["raw"]
	return nil
}
`})
	m := metadata(t, "go.json")
	s.Name(m)
	f, _ := m.Find("All")
	var got []string
	for _, key := range f.Transient {
		text := key.Name + ":" + key.Schema.Type
		for _, p := range key.Schema.Properties {
			text += fmt.Sprintf(" %s %s %s %t", p.Name, p.Schema.Type, p.Schema.Format, p.Required)
		}
		got = append(got, text)
	}
	want := []string{
		"asset_properties:object N integer int true assetID string  true size integer int32 false When string date-time true parts array  true",
		"asset_owner:object N integer int true", "raw:",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
