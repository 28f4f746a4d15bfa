//go:build !unix

package list

import "os"

// mapFile reads a file where it cannot be mapped.
func mapFile(path string) ([]byte, error) { return os.ReadFile(path) }

// claim makes an empty file; that no other import writes it is the operator's care.
func claim(path string) (*os.File, error) { return os.Create(path) }

func unmap([]byte) error { return nil }
