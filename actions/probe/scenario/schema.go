package scenario

import _ "embed"

//go:embed schema.json
var schema string

// Schema is the JSON schema of the file, for editors: it takes what Parse
// takes, as far as a schema can tell. What needs other files or other parts of
// the same one, such as the name of an identity, only Parse knows.
func Schema() string { return schema }
