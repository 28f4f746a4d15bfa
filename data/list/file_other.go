//go:build !unix

package list

import "os"

// mapFile reads a file where it cannot be mapped.
func mapFile(path string) ([]byte, error) { return os.ReadFile(path) }

func unmap([]byte) error { return nil }

// lock holds nothing where files cannot be held.
func lock(*os.File) error { return nil }
