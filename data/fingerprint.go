//go:build ignore

// This program takes the fingerprint of a text that the dataset quotes from and must not contain:
//
//	go run ./data/fingerprint.go TEXT > data/SOURCE.fingerprint
package main

import (
	"fmt"
	"os"

	"joqtau/data/record"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./data/fingerprint.go TEXT")
		os.Exit(2)
	}
	content, err := os.ReadFile(os.Args[1])
	if err == nil {
		_, err = record.TakeFingerprint(string(content)).WriteTo(os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
