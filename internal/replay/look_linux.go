package replay

import (
	"strconv"

	"golang.org/x/sys/unix"
)

const supported = true

// look follows links, as the go command does. What cannot be looked at is not
// there.
func look(path string) identity {
	var s unix.Stat_t
	for {
		switch err := unix.Stat(path, &s); err {
		case nil:
			return identity{uint64(s.Dev), s.Ino, uint64(s.Mode), s.Size, s.Mtim.Nano(), s.Ctim.Nano()}
		case unix.EINTR:
		default:
			return identity{}
		}
	}
}

// terminal says how large the terminal is that a file descriptor is; it is ""
// when it is none.
func terminal(fd int) string {
	size, err := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ)
	if err != nil {
		return ""
	}
	return strconv.Itoa(int(size.Row)) + "x" + strconv.Itoa(int(size.Col))
}
