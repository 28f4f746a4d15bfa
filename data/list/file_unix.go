//go:build unix

package list

import (
	"errors"
	"os"
	"syscall"
)

// mapFile maps a file into memory, so that only the pages that are read take room there.
func mapFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, errors.New("it is empty")
	}
	return syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
}

// claim makes an empty file for one import alone; what one that was killed has left there goes.
func claim(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = errors.New("another import is writing it")
	}
	if err == nil {
		err = file.Truncate(0)
	}
	if err != nil {
		_ = file.Close() // the first error tells more
		return nil, err
	}
	return file, nil
}

func unmap(mapped []byte) error { return syscall.Munmap(mapped) }
