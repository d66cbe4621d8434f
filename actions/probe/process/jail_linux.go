package process

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// jail is the file system of the warden: a tmpfs that holds the binary and what
// the replicas are given, and nothing of the host. Each replica has a root of
// its own below replicas.
type jail struct {
	setup   *setup
	proc    bool // there is a /proc
	overlay string
	mounts  []Mount // what each replica is given, from the warden's root
}

// Folders of the warden's root.
const (
	programFile = "/program"
	devices     = "/dev"
	procFolder  = "/proc"
	imageFolder = "/image"
	hostFolder  = "/host" // of setup.Writable and libraries, by number
	replicas    = "/replicas"
	layers      = "/layers" // what replicas change in an image
)

// chaincodeFile is where a replica without an image sees its binary.
const chaincodeFile = "/chaincode"

// build makes the warden's root and leaves the host's.
func (j *jail) build(binary *os.File) ([]Missing, error) {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return nil, mountError("detaching from the mounts of the host", err)
	}
	base := j.setup.Temp
	if err := unix.Mount("tallystick", base, "tmpfs", unix.MS_NOSUID, "mode=755"); err != nil {
		return nil, mountError("mounting a file system in memory", err)
	}
	for _, folder := range []string{devices, procFolder, imageFolder, hostFolder, replicas, layers, "/old"} {
		if err := os.Mkdir(base+folder, 0o755); err != nil {
			return nil, err
		}
	}
	if j.setup.Root == "" {
		if err := copyTo(base+programFile, binary); err != nil {
			return nil, fmt.Errorf("copying the binary: %w", err)
		}
	}
	if err := j.bindHost(base); err != nil {
		return nil, err
	}
	lacks := j.mountProc(base)
	if err := os.Chdir(base); err != nil {
		return nil, err
	}
	if err := unix.PivotRoot(".", "old"); err != nil {
		return nil, mountError("changing the root", err)
	}
	if err := os.Chdir("/"); err != nil {
		return nil, err
	}
	if err := unix.Unmount("/old", unix.MNT_DETACH); err != nil {
		return nil, mountError("leaving the host's root", err)
	}
	return append(lacks, j.tryOverlay()...), nil
}

func mountError(what string, err error) error { return fmt.Errorf("%s: %w", what, err) }

func copyTo(name string, from io.Reader) error {
	to, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o755)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		to.Close()
		return err
	}
	return to.Close()
}

// bindHost brings in what the replicas may see of the host.
func (j *jail) bindHost(base string) error {
	for _, name := range []string{"null", "zero", "full", "random", "urandom"} {
		file := base + devices + "/" + name
		if err := os.WriteFile(file, nil, 0o666); err != nil {
			return err
		}
		if err := unix.Mount("/dev/"+name, file, "", unix.MS_BIND, ""); err != nil {
			return mountError("binding /dev/"+name, err)
		}
	}
	os.Symlink("/proc/self/fd", base+devices+"/fd")
	if j.setup.Root != "" {
		if err := unix.Mount(j.setup.Root, base+imageFolder, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
			return mountError("binding the image's files", err)
		}
		if err := readOnly(base + imageFolder); err != nil {
			return err
		}
	}
	for _, m := range j.setup.Writable {
		if err := j.bring(base, m.Host, m.inside(), false); err != nil {
			return err
		}
	}
	if j.setup.Dynamic && j.setup.Root == "" {
		return j.bringLibraries(base)
	}
	return nil
}

// bring makes a path of the host one of the warden's, and later of replicas.
func (j *jail) bring(base, host, inside string, only bool) error {
	own := hostFolder + "/" + strconv.Itoa(len(j.mounts))
	info, err := os.Stat(host)
	if err != nil {
		return err
	}
	if info.IsDir() {
		err = os.Mkdir(base+own, 0o755)
	} else {
		err = os.WriteFile(base+own, nil, 0o644)
	}
	if err != nil {
		return err
	}
	if err := unix.Mount(host, base+own, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return mountError("binding "+host, err)
	}
	if only {
		if err := readOnly(base + own); err != nil {
			return err
		}
	}
	j.mounts = append(j.mounts, Mount{own, inside})
	return nil
}

// bringLibraries brings what a dynamic binary needs of the host.
func (j *jail) bringLibraries(base string) error {
	for _, folder := range libraries() {
		if _, err := os.Stat(folder); err != nil {
			continue
		}
		if err := j.bring(base, folder, folder, true); err != nil {
			return err
		}
	}
	return nil
}

// libraries are where a dynamic binary finds its loader and what it loads.
func libraries() []string {
	return []string{"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"}
}

// readOnly makes a mount so, with all below it. Without mount_setattr (Linux
// 5.12) the flags that the host has locked must be kept.
func readOnly(name string) error {
	err := unix.MountSetattr(unix.AT_FDCWD, name, unix.AT_RECURSIVE, &unix.MountAttr{Attr_set: unix.MOUNT_ATTR_RDONLY | unix.MOUNT_ATTR_NOSUID})
	if errors.Is(err, unix.ENOSYS) {
		var now unix.Statfs_t
		if err = unix.Statfs(name, &now); err == nil {
			kept := uintptr(now.Flags) & (unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC | unix.MS_NOATIME | unix.MS_NODIRATIME | unix.MS_RELATIME)
			err = unix.Mount("", name, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY|kept, "")
		}
	}
	if err != nil {
		return mountError("making the files of the host read-only", err)
	}
	return nil
}

// mountProc is refused where the host's own is not wholly visible, as in a
// container (fs/namespace.c, mount_too_revealing).
func (j *jail) mountProc(base string) []Missing {
	err := unix.Mount("proc", base+procFolder, "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	if err != nil {
		return []Missing{{noProc, mountError("mounting it", err).Error()}}
	}
	j.proc = true
	return nil
}

// tryOverlay finds out how an image can be written to without changing it.
func (j *jail) tryOverlay() []Missing {
	if j.setup.Root == "" {
		return nil
	}
	var err error
	for _, option := range []string{",userxattr", ""} { // the first is for user namespaces (Linux 5.11)
		j.overlay = option
		if err = j.layOver(0); err == nil {
			unix.Unmount(root(0), unix.MNT_DETACH)
			unix.Unmount(layer(0), unix.MNT_DETACH)
			return nil
		}
	}
	j.overlay = noOverlay
	return []Missing{{"writing to the image's files", "an overlay cannot be mounted: " + err.Error()}}
}

const noOverlay = "none"

func root(n int) string  { return path.Join(replicas, strconv.Itoa(n)) }
func layer(n int) string { return path.Join(layers, strconv.Itoa(n)) }

// remove takes a replica's files away.
func (j *jail) remove(n int) {
	unix.Unmount(root(n), unix.MNT_DETACH)
	os.Remove(root(n))
	if j.setup.Root != "" {
		unix.Unmount(layer(n), unix.MNT_DETACH)
		os.Remove(layer(n))
	}
}

// inside is where the chaincode sees the folder.
func (m Mount) inside() string {
	if m.Path == "" {
		return m.Host
	}
	return m.Path
}

// unlinked says that no part of a path in a root is a symbolic link, which in
// an image could lead anywhere.
func unlinked(root, name string) error {
	at := root
	for _, part := range strings.Split(strings.Trim(path.Clean("/"+name), "/"), "/") {
		at = filepath.Join(at, part)
		info, err := os.Lstat(at)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return fmt.Errorf("got a symbolic link at %s, want a folder", strings.TrimPrefix(at, root))
		}
	}
	return nil
}
