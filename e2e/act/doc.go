// Package act starts the actions as users do, by commit from another
// repository, under act (github.com/nektos/act) in host mode.
//
// act has no annotation limits, no problem matchers and no permissions: what
// it proves is delivery, and that no text of a stranger is obeyed.
package act
