package process

import (
	"bytes"
	"cmp"
	"context"
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// nonroot is the user and group that chaincode runs as, that of the images that
// the image action makes.
const nonroot = 65532

// way is one way to start a warden, best first.
type way struct {
	what   string
	flags  uintptr // of clone(2)
	users  []syscall.SysProcIDMap
	groups []syscall.SysProcIDMap
	drop   bool // the warden is root there, and the chaincode another user
}

// namespaces are those that root may make without being in a new user
// namespace.
const namespaces = unix.CLONE_NEWNET | unix.CLONE_NEWUTS | unix.CLONE_NEWPID | unix.CLONE_NEWNS | unix.CLONE_NEWIPC

// ways are tried in turn: what is allowed is known only when it is done. A
// clone may succeed and what follows be forbidden (AppArmor on Ubuntu 24.04).
func ways(uid, gid int) []way {
	own := func(id int) []syscall.SysProcIDMap {
		return []syscall.SysProcIDMap{{ContainerID: nonroot, HostID: id, Size: 1}}
	}
	single := way{what: "a user namespace", flags: namespaces | unix.CLONE_NEWUSER, users: own(uid), groups: own(gid)}
	if uid != 0 {
		return []way{single}
	}
	var all []way
	users, groups := identity("/proc/self/uid_map"), identity("/proc/self/gid_map")
	if users != nil && groups != nil {
		all = append(all, way{"a user namespace of root", namespaces | unix.CLONE_NEWUSER, users, groups, true})
	}
	return append(all, single, way{what: "namespaces of root", flags: namespaces, drop: true})
}

// identity maps each ID that there is here to itself, or is nil where nonroot
// is none (user_namespaces(7)).
func identity(file string) []syscall.SysProcIDMap {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var all []syscall.SysProcIDMap
	found := false
	for line := range strings.Lines(string(data)) {
		var inside, outside, size int
		if _, err := fmt.Sscan(line, &inside, &outside, &size); err != nil {
			return nil
		}
		all = append(all, syscall.SysProcIDMap{ContainerID: inside, HostID: inside, Size: size})
		found = found || inside <= nonroot && nonroot-inside < size
	}
	if !found {
		return nil
	}
	return all
}

func newLauncher(ctx context.Context, p *Program, l Limits) (launcher, error) {
	d, err := newDirect(p, nil)
	if err != nil {
		return nil, err
	}
	w, err := newWarden(ctx, d, p, l)
	if err != nil {
		d.close()
		return nil, err
	}
	return w, nil
}

// newWarden starts a warden in the best way that is allowed.
func newWarden(ctx context.Context, d *direct, p *Program, l Limits) (launcher, error) {
	uid, gid := os.Geteuid(), os.Getegid()
	s := setup{Temp: d.temp, Root: p.Root, Writable: p.Writable, Dynamic: dynamic(d.binary), Limits: l}
	var refused refusals
	for _, way := range ways(uid, gid) {
		s.Jailed, s.UID, s.GID, s.Drop = true, nonroot, nonroot, way.drop
		if err := give(p.Writable, s); err != nil {
			return nil, err
		}
		attr := &syscall.SysProcAttr{
			Setsid: true, Cloneflags: way.flags, UidMappings: way.users, GidMappings: way.groups, GidMappingsEnableSetgroups: way.drop,
		}
		if !way.drop {
			attr.AmbientCaps = ambient()
		}
		w, err := begin(ctx, d, s, attr)
		if err == nil {
			d.close() // nothing is in it, and it would stay if we were killed
			return w.withLacks(way, uid), nil
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		refused.add(way.what, err)
	}
	return newOpen(ctx, d, p, s, "namespaces are forbidden here ("+refused.String()+")")
}

// refusals are what was tried, by why it was refused.
type refusals struct{ whys, whats []string }

func (r *refusals) add(what string, err error) {
	why := err.Error()
	if path := new(os.PathError); errors.As(err, &path) {
		why = path.Err.Error() // of starting ourselves, which is not the reader's concern
	}
	if i := slices.Index(r.whys, why); i >= 0 {
		r.whats[i] += ", " + what
		return
	}
	r.whys, r.whats = append(r.whys, why), append(r.whats, what)
}

func (r *refusals) String() string {
	var all []string
	for i, why := range r.whys {
		all = append(all, r.whats[i]+": "+why)
	}
	return strings.Join(all, "; ")
}

// ambient are the capabilities with which a warden that is not root even in its
// namespace builds its world (capabilities(7), "Ambient capability set").
func ambient() []uintptr {
	return []uintptr{
		unix.CAP_SYS_ADMIN, unix.CAP_NET_ADMIN, unix.CAP_SYS_CHROOT, unix.CAP_SETPCAP, unix.CAP_SYS_PTRACE, unix.CAP_KILL,
		unix.CAP_CHOWN, unix.CAP_FOWNER, unix.CAP_DAC_OVERRIDE, unix.CAP_SYS_RESOURCE,
	}
}

// withLacks adds what this way of starting leaves out.
func (w *warden) withLacks(way way, uid int) *warden {
	if clockWhy != "" {
		w.lack(Missing{NoClock, clockWhy})
	}
	if isScript(w.binary) {
		w.lack(Missing{NoClock, "the program is a script, and what it starts finds the machine's clock"})
	}
	if !way.drop && uid == 0 {
		w.lack(Missing{noUser, "no other user can be had, outside of its namespace it is root"})
	}
	return w
}

// give lets the chaincode's user write to the folders.
func give(folders []Mount, s setup) error {
	for _, m := range folders {
		if !filepath.IsAbs(m.Host) {
			return fmt.Errorf("got %q, want an absolute path to write to", m.Host)
		}
		if info, err := os.Stat(m.Host); err != nil || !info.IsDir() {
			return fmt.Errorf("giving a folder to the chaincode: %s is none (%w)", m.Host, cmp.Or(err, error(unix.ENOTDIR)))
		}
		if !s.Drop {
			continue // it is ours outside of its namespace
		}
		if err := os.Chown(m.Host, s.UID, s.GID); err != nil {
			return fmt.Errorf("giving a folder to the chaincode: %w", err)
		}
	}
	return nil
}

// dynamic says that a binary names a program interpreter.
func dynamic(path string) bool {
	f, err := elf.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	for _, segment := range f.Progs {
		if segment.Type == elf.PT_INTERP {
			return true
		}
	}
	return false
}

// isScript says that the program is a script: the clock is moved for the first
// program that a process executes alone.
func isScript(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 2)
	f.Read(start)
	return bytes.Equal(start, []byte("#!"))
}

// newOpen starts a warden that has no world of its own.
func newOpen(ctx context.Context, d *direct, p *Program, s setup, why string) (launcher, error) {
	if p.Root != "" && s.Dynamic {
		return nil, errors.New("the image's binary needs the libraries of the image, and a root of its own cannot be had: " + why)
	}
	s.Jailed, s.Root, s.Drop, s.Why = false, "", false, why
	s.WorkIsImage = p.Root != ""
	s.UID, s.GID = os.Geteuid(), os.Getegid()
	if s.UID == 0 && len(identity("/proc/self/uid_map")) > 0 {
		s.UID, s.GID, s.Drop = nonroot, nonroot, true
	}
	if err := give(p.Writable, s); err != nil {
		return nil, err
	}
	if s.Drop {
		if err := d.share(); err != nil {
			return nil, err
		}
		s.Temp = d.temp
	}
	w, err := begin(ctx, d, s, &syscall.SysProcAttr{Setsid: true})
	if err != nil && ctx.Err() == nil {
		for _, what := range isolation() {
			d.lacks = append(d.lacks, Missing{what, why + "; " + err.Error()})
		}
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	if !s.Drop {
		w.lack(Missing{noUser, fmt.Sprintf("it runs as user %d, as we do", s.UID)})
	}
	return w.withLacks(way{drop: true}, s.UID), nil
}

// share puts a copy of the binary where another user can reach it.
func (d *direct) share() error {
	if !reachable(filepath.Dir(d.temp)) {
		temp, err := os.MkdirTemp("/tmp", tempPattern)
		if err != nil {
			return err
		}
		os.Remove(d.temp) // empty
		d.temp = temp
	}
	if err := os.Chmod(d.temp, 0o711); err != nil {
		return err
	}
	from, err := os.Open(d.binary)
	if err != nil {
		return err
	}
	defer from.Close()
	d.binary = filepath.Join(d.temp, "chaincode")
	if err := copyTo(d.binary, from); err != nil {
		return err
	}
	return os.Chmod(d.binary, 0o755) // whatever our umask is
}

// reachable says that anybody may pass through a folder and those above it.
func reachable(folder string) bool {
	for {
		info, err := os.Stat(folder)
		if err != nil || info.Mode()&0o001 == 0 {
			return false
		}
		above := filepath.Dir(folder)
		if above == folder {
			return true
		}
		folder = above
	}
}
