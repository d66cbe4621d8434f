package engine

import (
	"fmt"
	"os"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/tree"
	"github.com/tallystick/tallystick/internal/store"
)

// salt names the code of the analyzers. To find that name is to read all of
// the code, which takes longer than the rest of a run that has nothing to do:
// so it is kept by the program's file, told as any other file is.
func salt(req Request) string {
	if req.Salt == nil {
		return ""
	}
	path, err := os.Executable()
	if err != nil {
		return req.Salt()
	}
	id, sure := tree.Identity(path)
	if !sure {
		return req.Salt()
	}
	key := store.KeyOf("salt", format, path, fmt.Sprint(id))
	if kept, ok := req.Store.Get(key); ok {
		return string(kept)
	}
	name := req.Salt()
	req.Store.Put(key, []byte(name))
	return name
}
