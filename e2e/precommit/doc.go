// Package precommit uses the hooks of this repository as a team that has
// pre-commit (pre-commit.com) does.
package precommit
