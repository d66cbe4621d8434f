package process

import (
	"bytes"
	"debug/elf"
	"debug/macho"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
)

// examine says why a binary could not be started, and whether it links
// shim.Start.
func examine(p *Program) (classic bool, err error) {
	if !filepath.IsAbs(p.Path) {
		return false, action.Usage("the chaincode binary: got %q, want an absolute path", p.Path)
	}
	path, err := p.onHost(p.Path)
	if err != nil {
		return false, action.Environment("finding the chaincode binary: %w", err)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return false, action.Environment("finding the chaincode binary: %w", err)
	case !info.Mode().IsRegular():
		return false, action.Usage("%w", &Unfit{p.Path, "is not a file, want a chaincode binary"})
	case runtime.GOOS != "windows" && info.Mode()&0o111 == 0:
		return false, action.Usage("%w", &Unfit{p.Path, "is not executable"}).WithHint("chmod +x %s", p.Path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return false, action.Environment("reading the chaincode binary: %w", err)
	}
	if why := p.wrong(data); why != "" {
		return false, action.NotAnalysed("%w", &Unfit{p.Path, why}).
			WithHint("GOOS=%s GOARCH=%s CGO_ENABLED=0 go build", runtime.GOOS, runtime.GOARCH)
	}
	return linksStart(data), nil
}

// onHost is where a path inside the program's root is for us. What the image
// links to stays inside the image.
func (p *Program) onHost(path string) (string, error) {
	if p.Root == "" {
		return path, nil
	}
	root, err := os.OpenRoot(p.Root)
	if err != nil {
		return "", err
	}
	defer root.Close()
	var name string // without a link in it
	rest := strings.Split(path, "/")
	for links := 0; len(rest) > 0; {
		next := filepath.Join(name, filepath.Join("/", rest[0])) // ".." ends at the root
		if rest[0] == ".." {
			next = filepath.Dir("/" + name)[1:]
		}
		rest = rest[1:]
		target, err := root.Readlink(filepath.Join(".", next))
		if err != nil {
			name = next
			continue
		}
		if links++; links > maxLinks {
			return "", errors.New("too many symbolic links in " + path)
		}
		if filepath.IsAbs(target) {
			name = ""
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	_, err = root.Stat(filepath.Join(".", name))
	return filepath.Join(p.Root, name), err
}

// maxLinks is how many links are followed (path_resolution(7)).
const maxLinks = 40

// linksStart says that shim.Start is linked in. Go keeps the names of functions
// in any binary, stripped or not, each with a zero byte at its end
// (runtime/symtab.go); what nothing calls is not linked.
func linksStart(binary []byte) bool { return bytes.Contains(binary, []byte("/shim.Start\x00")) }

// wrong says why these bytes do not run here, or "".
func (p *Program) wrong(data []byte) string {
	r := bytes.NewReader(data)
	if f, err := elf.NewFile(r); err == nil {
		return p.wrongELF(f)
	}
	if f, err := macho.NewFile(r); err == nil {
		if runtime.GOOS != "darwin" {
			return "is a macOS binary (" + f.Cpu.String() + "), want one for " + platform()
		}
		return ""
	}
	switch {
	case bytes.HasPrefix(data, []byte("MZ")):
		if runtime.GOOS != "windows" {
			return "is a Windows binary, want one for " + platform()
		}
		return ""
	case bytes.HasPrefix(data, []byte("#!")):
		return p.wrongScript(data)
	}
	return "is not a program, want a chaincode binary for " + platform()
}

func platform() string { return runtime.GOOS + "/" + runtime.GOARCH }

// wrongScript looks at what an image may have as its entry point.
func (p *Program) wrongScript(data []byte) string {
	line, _, _ := strings.Cut(string(data[2:min(len(data), 256)]), "\n")
	interpreter, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	if p.Root == "" {
		return "is a script, want a chaincode binary"
	}
	return p.lacks(interpreter)
}

// machines are the ELF machines of GOARCH.
func machine() elf.Machine {
	switch runtime.GOARCH {
	case "amd64":
		return elf.EM_X86_64
	case "arm64":
		return elf.EM_AARCH64
	case "s390x":
		return elf.EM_S390
	case "ppc64le":
		return elf.EM_PPC64
	}
	return elf.EM_NONE
}

func (p *Program) wrongELF(f *elf.File) string {
	want := machine()
	switch {
	case runtime.GOOS != "linux":
		return "is a Linux binary (" + f.Machine.String() + "), want one for " + platform()
	case want != elf.EM_NONE && f.Machine != want:
		return "is for " + f.Machine.String() + ", want " + want.String()
	case f.Type != elf.ET_EXEC && f.Type != elf.ET_DYN:
		return "is " + f.Type.String() + ", want a program"
	}
	for _, segment := range f.Progs {
		if segment.Type != elf.PT_INTERP {
			continue
		}
		name := make([]byte, min(segment.Filesz, maxInterp))
		if _, err := segment.ReadAt(name, 0); err != nil {
			return "names a program interpreter that cannot be read"
		}
		return p.lacks(string(bytes.TrimRight(name, "\x00")))
	}
	return ""
}

// maxInterp bounds, in bytes, the name of a program interpreter.
const maxInterp = 4096

func (p *Program) lacks(interpreter string) string {
	path, err := p.onHost(interpreter)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		return "needs the program interpreter " + interpreter + ", which is not there"
	}
	return ""
}
