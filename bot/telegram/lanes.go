package telegram

import "sync"

// lanes run tasks of one key in their order, and those of different keys side by side.
type lanes struct {
	mu     sync.Mutex
	queues map[int64][]func() // an entry exists while its goroutine runs
	all    sync.WaitGroup
}

func newLanes() *lanes {
	return &lanes{queues: map[int64][]func(){}}
}

// put queues a task behind those of the same key.
func (l *lanes) put(key int64, task func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue, running := l.queues[key]
	l.queues[key] = append(queue, task)
	if !running {
		l.all.Go(func() { l.run(key) })
	}
}

func (l *lanes) run(key int64) {
	for {
		l.mu.Lock()
		queue := l.queues[key]
		if len(queue) == 0 {
			delete(l.queues, key)
			l.mu.Unlock()
			return
		}
		l.queues[key] = queue[1:]
		l.mu.Unlock()
		queue[0]()
	}
}

// wait waits until every task is done.
func (l *lanes) wait() { l.all.Wait() }
