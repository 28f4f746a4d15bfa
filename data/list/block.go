package list

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// blockPeople is how many people lie in one block: more make the file smaller, fewer make it faster to read one.
const blockPeople = 64

// blockBytes is from how many bytes of rows on a block ends before that: with one more row, the longest that is read, it is far from
// maxBlock.
const blockBytes = 4 << 20

// A codec compresses and restores blocks. It is safe for concurrent use.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

// maxBlock bounds what a block may be restored to, since a damaged file may promise anything.
const maxBlock = 256 << 20

func newCodec() (*codec, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, fmt.Errorf("compress blocks: %w", err)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBlock))
	if err != nil {
		return nil, fmt.Errorf("restore blocks: %w", err)
	}
	return &codec{encoder, decoder}, nil
}

func (c *codec) pack(plain []byte) []byte { return c.encoder.EncodeAll(plain, nil) }

func (c *codec) unpack(packed []byte) ([]byte, error) {
	plain, err := c.decoder.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("restore a block: %w: %w", errDamaged, err)
	}
	return plain, nil
}

// packPeople writes people as JSON, one a line.
func packPeople(people []stored) ([]byte, error) {
	var plain bytes.Buffer
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	for i := range people {
		if err := encoder.Encode(&people[i]); err != nil {
			return nil, fmt.Errorf("write a person: %w", err)
		}
	}
	return plain.Bytes(), nil
}

// nth is the n-th line of people.
func nth(people []byte, n int) ([]byte, error) {
	for ; n > 0; n-- {
		end := bytes.IndexByte(people, '\n')
		if end < 0 {
			return nil, errDamaged
		}
		people = people[end+1:]
	}
	line, _, ok := bytes.Cut(people, []byte{'\n'})
	if !ok {
		return nil, errDamaged
	}
	return line, nil
}

// packRows writes rows, each after its length.
func packRows(rows [][]byte) []byte {
	var plain []byte
	for _, row := range rows {
		plain = binary.AppendUvarint(plain, uint64(len(row)))
		plain = append(plain, row...)
	}
	return plain
}

// nthRow is the n-th of the rows.
func nthRow(rows []byte, n int) ([]byte, error) {
	for ; ; n-- {
		length, size := binary.Uvarint(rows)
		if size <= 0 || length > uint64(len(rows)-size) {
			return nil, errDamaged
		}
		rows = rows[size:]
		if n == 0 {
			return rows[:length], nil
		}
		rows = rows[length:]
	}
}
