// Package replay gives the result of a run again, byte for byte, as long as
// nothing that it depends on has changed.
//
// The time of a run that finds nothing to do is the time in which a program
// starts, and most of that goes into package variables: three hundred
// analyzers describe themselves, and Fabric's messages register. So this
// package looks before: it is initialized before all that needs more than it
// does, as Go initializes packages by their import paths where dependencies
// leave a choice (go.dev/ref/spec, "Program initialization"), and it imports as
// little as it can. If it should come later, it is slower and nothing else.
//
// What a run depends on is what an action has named, what the command line and
// the environment are, and which program this is. A record is taken only of
// what lay still since before the run began.
//
// A workflow of GitHub is told more than what is printed, so it gives nothing
// there. It writes no file and prints what the record holds: like all that is
// kept between runs, that is as trustworthy as whoever can write the folder.
//
// It never gives a result that a run would not have, as long as the times of the
// file system move on, with the clock of this machine.
package replay

import (
	"crypto/sha256"
	"os"
	"strconv"
	"time"

	"github.com/tallystick/tallystick/internal/wire"
)

// Run is what is kept of a run.
type Run struct {
	// Depends are the files and folders, there or not, whose content it
	// depends on; of Exists it is only whether they are there.
	Depends, Exists []string
	// Made are the files that it wrote. One that is not as it was left is
	// not written again: then the run is made anew.
	Made   []string
	Stdout []byte
	Exit   int // 0 or 1
}

// grain is how coarse the time of a file may be: FAT counts in 2 seconds.
const grain = 2 * time.Second

// version is that of what a record holds.
const version = "1 " + wire.Form

// began is when this process did. What was changed later, or shortly before,
// may have been read as it was.
var began = time.Now()

// The result says nothing: that it is asked for is what counts.
var _ = again()

// again ends the process with the result of a run before, or returns.
func again() bool {
	if len(os.Args) < 2 || !supported {
		return false
	}
	dir := folder(os.Args[1:], os.Getenv)
	key, ok := question()
	if dir == "" || !ok {
		return false
	}
	_, path := place(dir, key)
	data, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	r, ok := read(data, key)
	if !ok || !r.holds() {
		return false
	}
	if _, err := os.Stdout.Write(r.stdout); err != nil {
		os.Stderr.WriteString("tallystick: writing the result: " + err.Error() + "\n")
		os.Exit(4)
	}
	os.Exit(r.exit)
	return true
}

// Keep keeps a run of this process in its folder for records, when that is
// dir. Whatever is in the way means that the next one is not given again.
func Keep(dir string, run Run) {
	if !supported || dir == "" || dir != folder(os.Args[1:], os.Getenv) {
		return
	}
	if key, ok := question(); ok {
		keep(dir, key, run, began.Add(-grain))
	}
}

func keep(dir string, key digest, run Run, before time.Time) {
	r, ok := take(run, before)
	if !ok {
		return
	}
	shard, path := place(dir, key)
	if os.MkdirAll(shard, 0o777) != nil {
		return
	}
	// As the store names what is being written: whoever trims it knows it.
	unfinished := path + "." + strconv.FormatUint(uint64(os.Getpid()), 16) + ".tmp"
	if os.WriteFile(unfinished, r.write(key), 0o666) != nil || os.Rename(unfinished, path) != nil {
		os.Remove(unfinished)
	}
}

// folder is where the records of a command line are: what --cache names, else
// TALLYSTICK_CACHE, else where the system has caches. It is "" where that
// cannot be told without the configuration, or where nothing is to be kept.
// (store.Dir says where an action has them; Keep compares.)
func folder(args []string, getenv func(string) string) string {
	dir := getenv("INPUT_CACHE")
	for i, arg := range args {
		const flag = "--cache"
		switch {
		case arg == flag && i+1 < len(args):
			dir = args[i+1]
		case len(arg) > len(flag) && arg[:len(flag)+1] == flag+"=":
			dir = arg[len(flag)+1:]
		}
	}
	if dir == "" {
		dir = getenv("TALLYSTICK_CACHE")
	}
	if dir == "" {
		for _, place := range [][2]string{{"XDG_CACHE_HOME", ""}, {"HOME", "/.cache"}} {
			if base := getenv(place[0]); dir == "" && base != "" && base[0] == '/' {
				dir = base + place[1] + "/tallystick/lint"
			}
		}
	}
	if dir == "" || dir[0] != '/' {
		return ""
	}
	return dir
}

// digest is that of a question: the environment in it may hold secrets, which
// no record is to keep.
type digest = [sha256.Size]byte

// question is all that a run answers beside what is in files: which program it
// is, what it was called with and where, and where its answer goes. It is not
// ok where that cannot be told, or where printing is not all that is to be done.
func question() (d digest, ok bool) {
	for _, name := range []string{"GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"} {
		if os.Getenv(name) != "" {
			return digest{}, false
		}
	}
	program, err := os.Executable()
	if err != nil {
		return digest{}, false
	}
	dir, err := os.Getwd()
	if err != nil {
		return digest{}, false
	}
	id := look(program)
	if !id.there() {
		return digest{}, false
	}
	var w wire.Writer
	w.Strings([]string{version, program, dir})
	id.write(&w)
	w.Strings(os.Args)
	w.Uint(os.Getuid())
	w.String(terminal(1))
	w.String(terminal(2))
	for _, entry := range os.Environ() {
		if !idle(entry) {
			w.String(entry)
		}
	}
	return sha256.Sum256(w.Bytes()), true
}

// idle tells the variables that shells change with each command.
func idle(entry string) bool {
	for _, name := range []string{"_=", "OLDPWD=", "SHLVL="} {
		if len(entry) >= len(name) && entry[:len(name)] == name {
			return true
		}
	}
	return false
}

// place is the file of a record, named as those of the store are, so that it is
// shown, trimmed and cleared with them.
func place(dir string, key digest) (shard, path string) {
	const digits = "0123456789abcdef"
	name := make([]byte, 0, 2*len(key))
	for _, b := range key {
		name = append(name, digits[b>>4], digits[b&15])
	}
	shard = dir + "/" + string(name[:2])
	return shard, shard + "/" + string(name)
}
