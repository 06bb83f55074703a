package main

import (
	"os"
	"syscall"
)

// maxRSS is the most memory that an ended process had resident, in bytes.
func maxRSS(state *os.ProcessState) float64 {
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		return float64(usage.Maxrss) * 1024 // kilobytes on Linux
	}
	return 0
}
