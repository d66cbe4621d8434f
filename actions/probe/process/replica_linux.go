package process

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// replica makes the root of one replica: nothing that another one wrote is in
// it.
func (j *jail) replica(l *launch) (string, error) {
	root := root(l.N)
	if err := j.ground(l.N); err != nil {
		return "", err
	}
	if err := j.folders(root, l); err != nil {
		return "", err
	}
	if j.setup.Root == "" {
		if err := os.WriteFile(root+chaincodeFile, nil, 0o755); err != nil {
			return "", err
		}
		if err := bind(programFile, root+chaincodeFile); err != nil {
			return "", err
		}
		if err := unix.Mount("", root+chaincodeFile, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY|unix.MS_NOSUID, ""); err != nil {
			return "", mountError("making the binary read-only", err)
		}
	}
	if err := j.attach(root, devices, devices); err != nil {
		return "", err
	}
	if j.proc {
		if err := j.attach(root, procFolder, procFolder); err != nil {
			return "", err
		}
	}
	for _, m := range j.mounts {
		if err := j.attach(root, m.Host, m.Path); err != nil {
			return "", err
		}
	}
	return root, nil
}

// ground mounts what the root stands on.
func (j *jail) ground(n int) error {
	root := root(n)
	if err := os.Mkdir(root, 0o755); err != nil && !os.IsExist(err) {
		return err
	}
	switch {
	case j.setup.Root == "":
		return j.memory(root)
	case j.overlay != noOverlay:
		return j.layOver(n)
	}
	return bind(imageFolder, root)
}

// memory mounts a file system in memory that cannot take the machine's.
func (j *jail) memory(name string) error {
	err := unix.Mount("replica", name, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, fmt.Sprintf("mode=755,nr_inodes=100k,size=%d", j.setup.Limits.Files))
	if err != nil {
		return mountError("mounting its file system in memory", err)
	}
	return nil
}

// layOver mounts the image with what the replica changes kept in memory.
func (j *jail) layOver(n int) error {
	layer, root := layer(n), root(n)
	for _, folder := range []string{layer, root} {
		if err := os.Mkdir(folder, 0o755); err != nil && !os.IsExist(err) {
			return err
		}
	}
	if err := j.memory(layer); err != nil {
		return err
	}
	for _, folder := range []string{"/upper", "/work"} {
		if err := os.Mkdir(layer+folder, 0o755); err != nil {
			return err
		}
	}
	options := fmt.Sprintf("lowerdir=%s,upperdir=%s/upper,workdir=%s/work%s", imageFolder, layer, layer, j.overlay)
	if err := unix.Mount("replica", root, "overlay", unix.MS_NOSUID|unix.MS_NODEV, options); err != nil {
		unix.Unmount(layer, unix.MNT_DETACH)
		return mountError("mounting the image's files", err)
	}
	return nil
}

func bind(from, to string) error {
	if err := unix.Mount(from, to, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return mountError("binding "+from, err)
	}
	return nil
}

// attach binds a file or folder of the warden's root into a replica's.
func (j *jail) attach(root, from, to string) error {
	if err := unlinked(root, to); err != nil {
		return err
	}
	target := filepath.Join(root, to)
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		err = os.MkdirAll(target, 0o755)
	} else if err = os.MkdirAll(filepath.Dir(target), 0o755); err == nil {
		var file *os.File
		if file, err = os.OpenFile(target, os.O_CREATE, 0o644); err == nil {
			err = file.Close()
		}
	}
	if err != nil {
		return err
	}
	return bind(from, target)
}

// folders makes the folders and files that every replica finds. os.Root keeps
// us inside, whatever an image links to.
func (j *jail) folders(name string, l *launch) error {
	root, err := os.OpenRoot(name)
	if err != nil {
		return err
	}
	defer root.Close()
	if j.overlay == noOverlay {
		return j.readOnlyFolders(name, l)
	}
	own := func(name string, mode os.FileMode) error {
		name = path.Clean("/" + name)[1:]
		if name == "" {
			return nil
		}
		if err := root.MkdirAll(name, 0o755); err != nil {
			return err
		}
		if err := root.Chown(name, j.setup.UID, j.setup.GID); err != nil {
			return err
		}
		return root.Chmod(name, mode)
	}
	if err := own(l.Temp, 0o777|os.ModeSticky); err != nil {
		return err
	}
	if _, err := root.Stat(path.Clean("/" + l.Work)[1:] + "/."); err != nil {
		if err := own(l.Work, 0o755); err != nil {
			return err
		}
	}
	if err := j.write(root, "etc/hosts", "127.0.0.1 localhost "+l.Hostname+"\n"); err != nil {
		return err
	}
	if j.setup.Root == "" {
		user := fmt.Sprintf("chaincode:x:%d:%d::/:/nologin\n", j.setup.UID, j.setup.GID)
		if err := j.write(root, "etc/passwd", user); err != nil {
			return err
		}
	}
	if len(l.Files) == 0 {
		return nil
	}
	if err := own(l.FilesDir, 0o700); err != nil {
		return err
	}
	return writeFiles(root, l.FilesDir, l.Files, j.setup.UID, j.setup.GID)
}

func (j *jail) write(root *os.Root, name, text string) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	return root.WriteFile(name, []byte(text), 0o644)
}

// writeFiles writes secrets, for the user that the chaincode runs as alone.
func writeFiles(root *os.Root, dir string, files map[string][]byte, uid, gid int) error {
	for name, data := range files {
		name = path.Join(path.Clean("/" + dir)[1:], name)
		if err := root.WriteFile(name, data, 0o600); err != nil {
			return err
		}
		if err := root.Chown(name, uid, gid); err != nil {
			return err
		}
	}
	return nil
}

// readOnlyFolders does what can be done in an image that cannot be written to.
func (j *jail) readOnlyFolders(root string, l *launch) error {
	if len(l.Files) > 0 {
		return errors.New("the key and certificate of its server have no place in an image that cannot be written to")
	}
	if info, err := os.Lstat(root + l.Temp); err != nil || !info.IsDir() {
		return nil
	}
	return j.memory(root + l.Temp)
}
