package sqlite

import (
	"context"
	"database/sql"
)

// A Queryer is a database, a connection of it, or a transaction.
type Queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// A Scanner reads the columns of a row.
type Scanner func(into ...any) error

// List reads all rows of a query. It holds no connection when it returns, so that whoever reads on may have one.
func List[T any](ctx context.Context, db Queryer, read func(Scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var values []T
	for rows.Next() {
		value, err := read(rows.Scan)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}

// Column reads a row of one column.
func Column[T any](scan Scanner) (value T, err error) {
	err = scan(&value)
	return value, err
}
