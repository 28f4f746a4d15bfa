package name

import "testing"

func BenchmarkNewReader(b *testing.B) {
	for b.Loop() {
		if _, err := NewReader(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWords(b *testing.B) {
	r := newReader(b)
	for b.Loop() {
		r.Words("расскажите, пожалуйста, о судьбе Schansugirow Ilias")
	}
}
