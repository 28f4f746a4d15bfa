package list

import (
	"errors"
	"fmt"
	"os"
)

// Part is what the name of a list ends in while it is being written.
const Part = ".part"

// MayReplace reports whether there is nothing at a path, or a list.
func MayReplace(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return errors.Is(err, os.ErrNotExist)
	}
	defer file.Close()
	head, err := readHead(file)
	return err == nil && (len(head) == 0 || isList(head))
}

func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// release lets others write the part.
func (w *Writer) release() {
	if w.hold != nil {
		_ = w.hold.Close() // nothing was written through it
		w.hold = nil
	}
}

// hold creates the file of a part, or takes over one that an import left behind when it was killed, and holds it until it is closed.
func hold(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := lock(file); err != nil {
		return nil, errors.Join(fmt.Errorf("another import is writing %s; wait until it ends", path), file.Close())
	}
	ours, errOurs := file.Stat()
	there, errThere := os.Stat(path)
	if errOurs != nil || errThere != nil || !os.SameFile(ours, there) { // another import has just put it in its place
		return nil, errors.Join(fmt.Errorf("another import has written %s just now; try again", path), file.Close())
	}
	if err := file.Truncate(0); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
