package process

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Where there are no namespaces Landlock takes away most of the host's files
// and TCP connections, without any right (landlock(7)). It cannot be undone.

// What Landlock can be told depends on its version.
const (
	landlockTCP   = 4 // Linux 6.7
	landlockScope = 6 // Linux 6.12: signals and abstract sockets
)

// Rights to files by the version that brought them (linux/landlock.h).
const (
	landlockRead  = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	landlockWrite = unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_REMOVE_DIR | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE |
		unix.LANDLOCK_ACCESS_FS_MAKE_DIR | unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_MAKE_FIFO |
		unix.LANDLOCK_ACCESS_FS_MAKE_SOCK | unix.LANDLOCK_ACCESS_FS_MAKE_SYM
	landlockFirst = landlockRead | landlockWrite | unix.LANDLOCK_ACCESS_FS_EXECUTE |
		unix.LANDLOCK_ACCESS_FS_MAKE_CHAR | unix.LANDLOCK_ACCESS_FS_MAKE_BLOCK
	landlockFile = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE |
		unix.LANDLOCK_ACCESS_FS_TRUNCATE // that a rule for a file may have
)

const landlockPort = 2 // LANDLOCK_RULE_NET_PORT

// landlockPortRule is struct landlock_net_port_attr.
type landlockPortRule struct{ access, port uint64 }

// landlockVersion is 0 where there is none.
func landlockVersion() (int, error) {
	version, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0, os.NewSyscallError("landlock_create_ruleset", errno)
	}
	return int(version), nil
}

// unfenced is what Landlock leaves open.
func unfenced(why string) []Missing {
	version, err := landlockVersion()
	if err != nil {
		why += "; " + err.Error()
		return []Missing{{noNetwork, why}, {noFiles, why}, {noPIDs, why}, {noHostname, why}}
	}
	lacks := []Missing{
		{noHostname, why},
		{noFiles, why + "; Landlock leaves the names of files, and some of /etc"},
		{noNetwork, why + "; Landlock leaves UDP, and listening"},
		{noPIDs, why + "; Landlock leaves the names of processes"},
	}
	if version < landlockTCP {
		lacks[2].Why = fmt.Sprintf("%s; Landlock %d knows no network", why, version)
	}
	if version < landlockScope {
		lacks[3].Why = fmt.Sprintf("%s; Landlock %d knows no signals", why, version)
	}
	return lacks
}

// fence is for the thread and all that it starts.
func (s *stall) fence() {
	version, err := landlockVersion()
	if err != nil {
		return // said by unfenced
	}
	if err := s.fenceIn(version); err != nil {
		s.lack(noFiles, fmt.Errorf("restricting it with Landlock: %w", err))
		s.lack(noNetwork, fmt.Errorf("restricting it with Landlock: %w", err))
	}
}

func (s *stall) fenceIn(version int) error {
	rules := unix.LandlockRulesetAttr{Handled_access_fs: landlockFirst}
	if version >= 2 {
		rules.Handled_access_fs |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if version >= 3 {
		rules.Handled_access_fs |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	size := unsafe.Offsetof(rules.Handled_access_net)
	if version >= landlockTCP {
		rules.Handled_access_net = unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
		size = unsafe.Offsetof(rules.Scoped)
	}
	if version >= landlockScope {
		rules.Scoped = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL
		size = unsafe.Offsetof(rules.Quiet_access_fs)
	}
	fd, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&rules)), size, 0)
	if errno != 0 {
		return os.NewSyscallError("landlock_create_ruleset", errno)
	}
	defer unix.Close(int(fd))
	if err := s.allow(fd, rules.Handled_access_fs); err != nil {
		return err
	}
	if rules.Handled_access_net != 0 {
		rule := landlockPortRule{unix.LANDLOCK_ACCESS_NET_CONNECT_TCP, uint64(s.launch.ListenerPort)}
		_, _, errno := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, fd, landlockPort, uintptr(unsafe.Pointer(&rule)), 0, 0, 0)
		if errno != 0 {
			return os.NewSyscallError("landlock_add_rule", errno)
		}
	}
	if _, _, errno := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, 0, 0); errno != 0 {
		return os.NewSyscallError("landlock_restrict_self", errno)
	}
	return nil
}

// allow opens the files that the process needs. /proc stays closed: it shows
// the environment of our own processes to our own user.
func (s *stall) allow(rules uintptr, handled uint64) error {
	const run = unix.LANDLOCK_ACCESS_FS_EXECUTE | landlockRead
	access := map[string]uint64{s.launch.Path: run}
	for _, name := range []string{
		"/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/passwd", "/etc/group", "/etc/localtime", "/usr/share/zoneinfo",
		"/etc/ssl/certs", "/dev/random", "/dev/urandom", "/dev/zero",
	} {
		access[name] = landlockRead
	}
	access[os.DevNull] = landlockRead | unix.LANDLOCK_ACCESS_FS_WRITE_FILE
	if s.setup.Dynamic {
		for _, name := range libraries() {
			access[name] = run
		}
	}
	for _, name := range []string{s.launch.FilesDir, s.launch.Temp, s.launch.Work} {
		access[name] = handled
	}
	if s.setup.WorkIsImage {
		access[filepath.Clean(s.launch.Work)] = landlockRead
	}
	for _, m := range s.setup.Writable {
		access[m.Host] = handled
	}
	for name, rights := range access {
		if err := allowBelow(rules, name, rights&handled); err != nil {
			return fmt.Errorf("allowing %s: %w", name, err)
		}
	}
	return nil
}

func allowBelow(rules uintptr, name string, rights uint64) error {
	fd, err := unix.Open(name, unix.O_PATH|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ENOENT) {
		return nil
	}
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	var status unix.Stat_t
	if err := unix.Fstat(fd, &status); err != nil {
		return err
	}
	if status.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= landlockFile
	}
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(fd)}
	_, _, errno := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, rules, unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0)
	if errno != 0 {
		return os.NewSyscallError("landlock_add_rule", errno)
	}
	return nil
}
