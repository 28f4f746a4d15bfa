package main

import (
	"fmt"
	"runtime/debug"
)

type versionCommand struct{}

func (versionCommand) Run(env *environment) error {
	archive, err := openArchive(env)
	if err != nil {
		return err
	}
	defer archive.Close()
	info := archive.Info()
	_, err = fmt.Fprintf(env.stdout, "joqtau %s\ndataset %s\n%d people, %d topics, %d events, %d figures, %d contradictions, %d guides, %d sources\n",
		version(), info.Hash, info.People, info.Topics, info.Events, info.Figures,
		info.Contradictions, info.Guides, info.Sources)
	return err
}

// version is what the Go tool knows of the build: a release, or the commit of a checkout.
func version() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := build.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, setting := range build.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	return "development"
}
