package image

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"strings"
)

// machines are the ELF machines of the architectures that we build for, with
// the byte order that tells ppc64le from ppc64.
var machines = map[string]struct {
	machine elf.Machine
	data    elf.Data
}{
	"amd64":   {elf.EM_X86_64, elf.ELFDATA2LSB},
	"arm64":   {elf.EM_AARCH64, elf.ELFDATA2LSB},
	"s390x":   {elf.EM_S390, elf.ELFDATA2MSB},
	"ppc64le": {elf.EM_PPC64, elf.ELFDATA2LSB},
}

// proof is what a binary says of itself.
type proof struct {
	header elf.FileHeader
	interp string   // program interpreter, or ""
	needed []string // shared libraries
	// chaincode says that shim.Start is linked in, server that a
	// ChaincodeServer's Start is: the linker drops what nothing calls.
	chaincode, server bool
}

// maxInterp bounds, in bytes, the name of a program interpreter.
const maxInterp = 4096

// examine reads a binary. CGO_ENABLED=0 is no proof that it is static: with
// -buildmode=pie, or a Go command that links so by default, it still names a
// program interpreter on amd64, arm64 and ppc64le.
func examine(path string) (proof, error) {
	f, err := elf.Open(path)
	if err != nil {
		return proof{}, err
	}
	defer f.Close()
	p := proof{header: f.FileHeader}
	for _, segment := range f.Progs {
		if segment.Type != elf.PT_INTERP {
			continue
		}
		text, err := io.ReadAll(io.LimitReader(segment.Open(), maxInterp))
		if err != nil {
			return proof{}, fmt.Errorf("reading the program interpreter: %w", err)
		}
		p.interp = "PT_INTERP " + string(bytes.TrimRight(text, "\x00"))
	}
	if p.needed, err = f.ImportedLibraries(); err != nil {
		return proof{}, fmt.Errorf("reading the shared libraries: %w", err)
	}
	symbols, err := f.Symbols()
	if err != nil && !errors.Is(err, elf.ErrNoSymbols) {
		return proof{}, fmt.Errorf("reading the symbols: %w", err)
	}
	for _, symbol := range symbols {
		p.chaincode = p.chaincode || strings.HasSuffix(symbol.Name, "/shim.Start")
		p.server = p.server || strings.HasSuffix(symbol.Name, "/shim.(*ChaincodeServer).Start")
	}
	return p, nil
}

// wrong says why the binary would not start in an image that holds nothing
// else, or "".
func (p proof) wrong(platform string) string {
	_, arch, _ := strings.Cut(platform, "/")
	want := machines[arch]
	switch {
	case p.header.Machine != want.machine || p.header.Data != want.data || p.header.Class != elf.ELFCLASS64:
		return fmt.Sprintf("is for %v %v %v, want %v %v", p.header.Machine, p.header.Class, p.header.Data, want.machine, want.data)
	case p.interp != "":
		return fmt.Sprintf("names a program interpreter (%s), want a static binary", p.interp)
	case len(p.needed) > 0:
		return fmt.Sprintf("needs shared libraries (%s), want a static binary", strings.Join(p.needed, ", "))
	}
	return ""
}
