package unpack

import (
	"bufio"
	"bytes"
	"debug/elf"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
)

// Program is what an image starts.
type Program struct {
	// Path is where it is in the image, links followed, without the slash at
	// the beginning. File is the same on this machine.
	Path, File string
	// Script is the line behind #! where it is a script, as /bin/sh -e;
	// the chaincode is then some other program that it starts.
	Script string
	// Loader is the program that loads it where it is dynamically linked.
	Loader string
}

// searched is PATH where the image has none (runc and Docker: system.DefaultPathEnv).
const searched = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// maxLine bounds the first line of a script, as Linux does (fs/binfmt_script.c).
const maxLine = 256

// program finds what the image starts and looks whether it can be.
func (t *tree) program(i *Image) (Program, error) {
	if len(i.Args) == 0 || i.Args[0] == "" {
		return Program{}, action.NotAnalysed("the image has no entry point").
			WithHint(`ENTRYPOINT ["/chaincode"] in its Dockerfile, or build it with tallystick image`)
	}
	at, err := t.lookup(i)
	if err != nil {
		return Program{}, err
	}
	info, err := t.root.Lstat(at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Program{}, action.NotAnalysed("the entry point %.200q is missing in the image: there is no /%s", i.Args[0], at).
			WithHint("copy the binary to that path, or name the right one in ENTRYPOINT")
	case err != nil:
		return Program{}, refused(err)
	case !info.Mode().IsRegular():
		return Program{}, action.NotAnalysed("the entry point /%s is not a file", at).WithHint("name the binary itself in ENTRYPOINT")
	case info.Mode()&0o111 == 0:
		return Program{}, action.NotAnalysed("the entry point /%s is not executable", at).
			WithHint("COPY --chmod=755 in the Dockerfile")
	}
	p := Program{Path: at}
	if err := t.recognise(&p, i.Platform); err != nil {
		return Program{}, err
	}
	return p, nil
}

// lookup is the path of the program: as written where it has a slash, else in
// PATH, within the image.
func (t *tree) lookup(i *Image) (string, error) {
	name := i.Args[0]
	if strings.Contains(name, "/") {
		if !path.IsAbs(name) {
			name = i.WorkingDir + "/" + name
		}
		at, err := t.resolve(name, true)
		if err != nil {
			return "", refused(err)
		}
		return at, nil
	}
	list := searched
	for _, entry := range i.Env {
		if value, ok := strings.CutPrefix(entry, "PATH="); ok {
			list = value
		}
	}
	for dir := range strings.SplitSeq(list, ":") {
		if !path.IsAbs(dir) {
			dir = i.WorkingDir + "/" + dir
		}
		at, err := t.resolve(dir+"/"+name, true)
		if err != nil {
			continue
		}
		if info, err := t.root.Lstat(at); err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return at, nil
		}
	}
	return "", action.NotAnalysed("the entry point %.200q is in no folder of the image's PATH, %.500q", name, list).
		WithHint("name it by its whole path in ENTRYPOINT")
}

// recognise tells a binary for the platform from a script and from what is
// neither.
func (t *tree) recognise(p *Program, platform string) error {
	f, err := t.root.Open(p.Path)
	if err != nil {
		return refused(err)
	}
	defer f.Close()
	head, err := bufio.NewReaderSize(f, maxLine).Peek(maxLine)
	if err != nil && !errors.Is(err, io.EOF) {
		return refused(err)
	}
	if script, ok := bytes.CutPrefix(head, []byte("#!")); ok {
		first, _, _ := bytes.Cut(script, []byte("\n"))
		p.Script = strings.TrimSpace(strings.ToValidUTF8(string(first), "?"))
		return nil
	}
	const hint = "build it with GOOS=linux and the image's GOARCH: tallystick image does both"
	bin, err := elf.NewFile(f)
	if err != nil {
		return action.NotAnalysed("the entry point /%s is neither a Linux binary nor a script", p.Path).WithHint(hint)
	}
	defer bin.Close()
	_, arch, _ := strings.Cut(platform, "/")
	if want, known := machine(arch); known && bin.Machine != want {
		return action.NotAnalysed("the entry point /%s is a binary for %v, want %v as the image's platform is %s", p.Path, bin.Machine, want, platform).
			WithHint(hint)
	}
	for _, part := range bin.Progs {
		if part.Type == elf.PT_INTERP && part.Filesz <= maxName {
			loader, err := io.ReadAll(io.LimitReader(part.Open(), maxName))
			if err != nil {
				return refused(err)
			}
			p.Loader = strings.ToValidUTF8(string(bytes.TrimRight(loader, "\x00")), "?")
		}
	}
	return nil
}

func machine(arch string) (elf.Machine, bool) {
	switch arch {
	case "amd64":
		return elf.EM_X86_64, true
	case "arm64":
		return elf.EM_AARCH64, true
	case "386":
		return elf.EM_386, true
	case "arm":
		return elf.EM_ARM, true
	case "s390x":
		return elf.EM_S390, true
	case "ppc64le":
		return elf.EM_PPC64, true
	case "riscv64":
		return elf.EM_RISCV, true
	case "loong64":
		return elf.EM_LOONGARCH, true
	}
	return 0, false
}

// rooted is a path of the image from its root.
func rooted(dir string) string { return path.Clean("/" + dir) }
