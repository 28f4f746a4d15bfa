package main

import (
	"errors"
	"fmt"
	"os"

	"joqtau/data/source/memorialdisk/invent"
)

// inventCommand writes invented people in the format of Memorial's disk, to measure imports with.
type inventCommand struct {
	Folder string `arg:"" help:"Folder to write into."`
	People int    `default:"100000" help:"How many people."`
	Seed   uint64 `default:"1" help:"One seed gives the same people always."`
}

func (c inventCommand) Run(*environment) error {
	if c.People < 1 {
		return usageError{errors.New("--people: want one or more")}
	}
	if entries, err := os.ReadDir(c.Folder); !errors.Is(err, os.ErrNotExist) && (err != nil || len(entries) > 0) { // a real disk has files of the same names
		return usageError{errors.Join(fmt.Errorf("%s is no empty folder; name a new one", c.Folder), err)}
	}
	return invent.Write(c.Folder, c.People, c.Seed)
}
