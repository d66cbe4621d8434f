// Package settings is no chaincode: it reads settings.
package settings

import "os"

func Region() string { return env("REGION", "eu") }

func env(name, otherwise string) string {
	if v, ok := os.LookupEnv(name); ok {
		return v
	}
	return otherwise
}

func MSP() string { return os.Getenv("CORE_PEER_LOCALMSPID") }
