package difference_test

import (
	"slices"
	"testing"

	"github.com/tallystick/tallystick/actions/probe/difference"
)

func TestFields(t *testing.T) {
	for name, c := range map[string]struct {
		first, second string
		want          []difference.Field
	}{
		"one field":           {`{"id":1,"at":"x"}`, `{"id":1,"at":"y"}`, []difference.Field{{".at", `"x"`, `"y"`}}},
		"deep":                {`{"a":{"b":[1,2]}}`, `{"a":{"b":[1,3]}}`, []difference.Field{{".a.b[1]", "2", "3"}}},
		"missing":             {`{"a":1}`, `{}`, []difference.Field{{".a", "1", ""}}},
		"null is not absent":  {`{"a":null}`, `{}`, []difference.Field{{".a", "null", ""}}},
		"longer":              {`[1]`, `[1,2]`, []difference.Field{{"[1]", "", "2"}}},
		"other kind":          {`{"a":{}}`, `{"a":[]}`, []difference.Field{{".a", "{}", "[]"}}},
		"odd key":             {`{"a b":1}`, `{"a b":2}`, []difference.Field{{`."a b"`, "1", "2"}}},
		"large numbers":       {`{"n":12345678901234567890}`, `{"n":12345678901234567891}`, []difference.Field{{".n", "12345678901234567890", "12345678901234567891"}}},
		"same in other order": {`{"a":1,"b":2}`, `{"b":2,"a":1}`, nil},
		"no JSON":             {`{"a":1}`, `text`, nil},
		"two values":          {`{} {}`, `{"a":1}`, nil},
		"no object":           {`1`, `2`, nil},
	} {
		if got := difference.Fields([]byte(c.first), []byte(c.second)); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
