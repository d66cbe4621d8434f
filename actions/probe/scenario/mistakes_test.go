package scenario

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tallystick/tallystick/internal/config"
)

// files are what the scenarios of the tests refer to.
func files() fs.FS {
	m := fstest.MapFS{}
	for name, text := range map[string]string{
		"bad.txt":          "no PEM",
		"config-bad.json":  "[\n{]",
		"config-half.json": `[{"name": "a"}]`,
		"list.json":        "[1]",
		"twice.json":       "{\n\"a\": 1,\n\"a\": 2}",
		"broken.json":      "{\"a\": 1,\n\"b\" 2}",
		"ok.json":          "{}",
		"column.csv":       "key,val\n",
		"fields.csv":       "key,value\na,b\nc\n",
		"collection.csv":   "key,value,collection\na,b,a\na,b,b\n",
	} {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func archive(t *testing.T, name string) []txtar.File {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return a.Files
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("scenario.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func accepts(t *testing.T, schema *jsonschema.Schema, data []byte) error {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(data, &value); err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

func TestMistakesAreShownAtTheirPlace(t *testing.T) {
	schema := compiled(t)
	for _, f := range archive(t, "mistakes.txtar") {
		first, _, _ := strings.Cut(strings.TrimPrefix(string(f.Data), "# "), "\n")
		want, only := strings.CutPrefix(first, "parse only: ")
		_, err := Parse(f.Name, f.Data, files())
		if err == nil {
			t.Errorf("%s: no error", f.Name)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got\n%v\nwant\n%s", f.Name, err, want)
		}
		if mistake := (*config.Error)(nil); !errors.As(err, &mistake) || mistake.Line < 1 || mistake.Column < 1 {
			t.Errorf("%s: got no place: %v", f.Name, err)
		}
		if !only && accepts(t, schema, f.Data) == nil {
			t.Errorf("%s: the schema takes it", f.Name)
		}
	}
}

func TestSchemaTakesWhatIsRight(t *testing.T) {
	schema := compiled(t)
	for _, f := range archive(t, "right.txtar") {
		if _, err := Parse(f.Name, f.Data, files()); err != nil {
			t.Error(err)
		}
		if err := accepts(t, schema, f.Data); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for name := range examples(t) {
		data, err := os.ReadFile(filepath.Join("testdata", "examples", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := accepts(t, schema, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsWrittenFitsTheSchema(t *testing.T) {
	schema := compiled(t)
	for name, s := range examples(t) {
		var b strings.Builder
		if err := s.Write(&b); err != nil {
			t.Fatal(err)
		}
		if err := accepts(t, schema, []byte(b.String())); err != nil {
			t.Errorf("%s: %v\n%s", name, err, b.String())
		}
	}
}
