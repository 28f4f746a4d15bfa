package main

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"joqtau/lookup"
	"joqtau/lookup/index"
	"joqtau/lookup/name"
)

// ours is the name engine on an index that lies in a file and is mapped into memory.
type ours struct {
	file   string
	mapped []byte
	engine *lookup.Engine
}

func newOurs(dir string) (peer, error) { return &ours{file: filepath.Join(dir, "names")}, nil }

func (o *ours) build(people int, text func(int) string) error {
	reader, err := name.NewReader()
	if err != nil {
		return err
	}
	b := index.NewBuilder(reader)
	for i := range people {
		b.Add(index.Entry{ID: strconv.Itoa(i), Forms: [][]name.Part{reader.FullName(text(i))}})
	}
	content, err := b.Bytes("")
	if err != nil {
		return err
	}
	return os.WriteFile(o.file, content, 0o600)
}

func (o *ours) open() error {
	reader, err := name.NewReader()
	if err != nil {
		return err
	}
	file, err := os.Open(o.file)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if o.mapped, err = syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED); err != nil {
		return err
	}
	x, err := index.Open(o.mapped)
	if err != nil {
		return err
	}
	o.engine = lookup.NewEngine(reader, x)
	return nil
}

func (o *ours) find(question string) ([]int, error) {
	var found []int
	for _, hit := range o.engine.Find(question).Hits {
		i, err := strconv.Atoi(hit.Person)
		if err != nil {
			return nil, err
		}
		found = append(found, i)
	}
	return found, nil
}

func (o *ours) bytes() (int64, error) { return size(o.file) }
func (o *ours) processes() []int      { return nil }

func (o *ours) close() error {
	if o.mapped == nil {
		return nil
	}
	return syscall.Munmap(o.mapped)
}

// size is the number of bytes of a file, or of all files of a folder.
func size(path string) (int64, error) {
	total := int64(0)
	err := filepath.Walk(path, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			total += info.Size()
		}
		return err
	})
	return total, err
}
