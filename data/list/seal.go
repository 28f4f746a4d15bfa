package list

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// SQLite does not notice when bytes of a file have changed, and would answer with what is left. A list is sealed: of the two numbers
// in the head of a database that are the application's, application_id tells a list from any other database, and user_version
// is the checksum of all other bytes.
const (
	sqliteHead    = "SQLite format 3\x00"
	sealAt        = 60 // user_version
	applicationAt = 68 // application_id
	headSize      = 100
	application   = 0x4a6f716c // "Joql", as in schema.sql
)

var (
	errNoList  = errors.New("this is no list that joqtau import has written, or one of an earlier version: import it again")
	errDamaged = errors.New("the file is damaged: its bytes are not those that joqtau import has written; import it again")
)

// errSchema is what another version of the program has written.
var errSchema = errors.New("import it again")

// IsRefused reports whether an error says that a file is no list, or a damaged one, or one of another version: the same file is always
// refused.
func IsRefused(err error) bool {
	return errors.Is(err, errNoList) || errors.Is(err, errDamaged) || errors.Is(err, errSchema)
}

// isList reports whether a file begins as a list does.
func isList(head []byte) bool {
	return len(head) == headSize && string(head[:len(sqliteHead)]) == sqliteHead &&
		binary.BigEndian.Uint32(head[applicationAt:]) == application
}

// readHead reads as much of the head of a file as there is.
func readHead(file io.Reader) ([]byte, error) {
	head := make([]byte, headSize)
	n, err := io.ReadFull(file, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

// checkHead says why a file is no list. SQLite would take an empty file for an empty database.
func checkHead(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	head, err := readHead(file)
	if err == nil && !isList(head) {
		err = errNoList
	}
	return err
}

// seal seals a list that is finished.
func seal(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	_, sum, err := sealOf(file)
	if err == nil {
		_, err = file.WriteAt(binary.BigEndian.AppendUint32(nil, sum), sealAt)
	}
	return errors.Join(err, file.Sync(), file.Close())
}

// checkSeal says whether a list is as it was sealed.
func checkSeal(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	has, want, err := sealOf(file)
	if err == nil && has != want {
		err = errDamaged
	}
	return err
}

// sealOf reads a list: the seal that it has, and the one that it should have.
func sealOf(file io.Reader) (has, want uint32, err error) {
	head, err := readHead(file)
	if err != nil || !isList(head) {
		return 0, 0, errors.Join(errNoList, err)
	}
	has = binary.BigEndian.Uint32(head[sealAt:])
	clear(head[sealAt : sealAt+4])
	sum := crc32.New(sumTable)
	sum.Write(head)
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, struct{ io.Reader }{file}, make([]byte, 1<<20)); err != nil {
		return 0, 0, fmt.Errorf("read it through: %w", err)
	}
	return has, sum.Sum32(), nil
}

// sumTable is that of the checksums which a processor makes as fast as it reads.
var sumTable = crc32.MakeTable(crc32.Castagnoli)
