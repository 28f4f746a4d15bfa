package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgres is PostgreSQL with pg_trgm and a GIN index, in a cluster of its own that lives as long as the run.
type postgres struct {
	dir    string
	port   int
	server *exec.Cmd
	conn   *pgx.Conn
}

func newPostgres(dir string) (peer, error) {
	p := &postgres{dir: filepath.Join(dir, "cluster")}
	if err := p.start(); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// binary finds a program of the newest PostgreSQL that is installed.
func binary(program string) (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + program)
	if len(found) > 0 {
		return slices.Max(found), nil
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return "", fmt.Errorf("PostgreSQL is not installed (Debian: apt install postgresql): %w", err)
	}
	return path, nil
}

// command runs a program of PostgreSQL, as another user if this one is root, whom PostgreSQL refuses.
func (p *postgres) command(program string, args ...string) (*exec.Cmd, error) {
	path, err := binary(program)
	if err != nil {
		return nil, err
	}
	command := exec.Command(path, args...)
	command.Dir = p.dir
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGINT} // a server must not outlive the bench
	if os.Getuid() == 0 {
		postgres, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(postgres.Uid)
		gid, _ := strconv.Atoi(postgres.Gid)
		command.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return command, nil
}

func (p *postgres) start() error {
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return err
	}
	initdb, err := p.command("initdb", "--no-sync", "--auth=trust", "--username=bench", "--encoding=UTF8", "--locale=C.UTF-8", p.dir)
	if err != nil {
		return err
	}
	if c := initdb.SysProcAttr.Credential; c != nil {
		if err := os.Chown(p.dir, int(c.Uid), int(c.Gid)); err != nil {
			return err
		}
		if err := os.Chmod(filepath.Dir(p.dir), 0o711); err != nil { // it must be reached by the other user
			return err
		}
	}
	if _, err := os.Stat(filepath.Join(p.dir, "PG_VERSION")); err != nil { // else it was made by the process that built the index
		if err := initdb.Run(); err != nil {
			return fmt.Errorf("initdb: %w", err)
		}
	}
	if p.port, err = freePort(); err != nil {
		return err
	}
	p.server, err = p.command("postgres", "-D", p.dir, "-p", strconv.Itoa(p.port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=1GB",
		"-c", "maintenance_work_mem=1GB", "-c", "work_mem=256MB", "-c", "max_wal_size=4GB", "-c", "log_min_messages=fatal",
		"-c", "log_min_error_statement=panic", "-c", "max_parallel_workers_per_gather=0", "-c", "jit=off")
	if err != nil {
		return err
	}
	if err := p.server.Start(); err != nil {
		return err
	}
	return p.connect()
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func (p *postgres) connect() (err error) {
	address := fmt.Sprintf("postgres://bench@127.0.0.1:%d/postgres", p.port)
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if p.conn, err = pgx.Connect(context.Background(), address); err == nil {
			return nil
		}
	}
	return fmt.Errorf("the server does not answer: %w", err)
}

func (p *postgres) build(people int, text func(int) string) error {
	ctx := context.Background()
	if _, err := p.conn.Exec(ctx, "CREATE EXTENSION pg_trgm; CREATE TABLE person (id int, name text)"); err != nil {
		return err
	}
	next := 0
	source := pgx.CopyFromFunc(func() ([]any, error) {
		if next == people {
			return nil, nil
		}
		next++
		return []any{next, strings.ToLower(text(next - 1))}, nil
	})
	if _, err := p.conn.CopyFrom(ctx, pgx.Identifier{"person"}, []string{"id", "name"}, source); err != nil {
		return err
	}
	for _, statement := range []string{"CREATE INDEX person_name ON person USING gin (name gin_trgm_ops)", "VACUUM ANALYZE person", "CHECKPOINT"} {
		if _, err := p.conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func (p *postgres) open() error {
	_, err := p.conn.Exec(context.Background(), "SET pg_trgm.similarity_threshold = 0.3")
	return err
}

func (p *postgres) find(question string) ([]int, error) {
	rows, err := p.conn.Query(context.Background(), "SELECT id FROM person WHERE name % $1 ORDER BY similarity(name, $1) DESC, id LIMIT 5",
		strings.ToLower(question))
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int])
	for i := range ids {
		ids[i]--
	}
	return ids, err
}

// bytes is the size of the index alone, without the table.
func (p *postgres) bytes() (total int64, err error) {
	err = p.conn.QueryRow(context.Background(), "SELECT pg_relation_size('person_name')").Scan(&total)
	return total, err
}

// processes are the server and those that it started.
func (p *postgres) processes() []int {
	list := []int{p.server.Process.Pid}
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", list[0], list[0]))
	if err != nil {
		return list
	}
	for _, child := range strings.Fields(string(children)) {
		if id, err := strconv.Atoi(child); err == nil {
			list = append(list, id)
		}
	}
	return list
}

func (p *postgres) close() error {
	if p.conn != nil {
		_ = p.conn.Close(context.Background()) // the server is about to end
	}
	if p.server == nil || p.server.Process == nil {
		return nil
	}
	if err := p.server.Process.Signal(syscall.SIGINT); err != nil {
		return err
	}
	_ = p.server.Wait() // ended by a signal
	return nil
}
