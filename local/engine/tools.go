//go:build tools

// Package engine pins the Pulumi CLI, so that `go build` can make it where no installer can be reached.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
