package servers

import (
	"fmt"
	"os"
	"os/exec"
	osuser "os/user"
	"strconv"
	"syscall"
)

// user is who a server runs as: whoever runs the test, unless that is root.
type user struct {
	name     string
	uid, gid int
	switched bool
}

func serverUser() (user, error) {
	if os.Getuid() != 0 {
		return user{name: "oneself", uid: os.Getuid(), gid: os.Getgid()}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := osuser.Lookup(name); err == nil {
			return switchedTo(u)
		}
	}
	return user{}, fmt.Errorf("servers do not run as root, and there is neither a user postgres nor nobody")
}

func switchedTo(u *osuser.User) (user, error) {
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return user{}, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return user{}, err
	}
	return user{name: u.Username, uid: uid, gid: gid, switched: true}, nil
}

// command prepares a program to run as u, with an environment that nothing of
// the tester's own database settings reaches.
func (u user) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...) //nolint:noctx // a server ends with its guardian, not with a context
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TZ=UTC"}
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if u.switched {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(u.uid), Gid: uint32(u.gid)}
	}
	return cmd
}
