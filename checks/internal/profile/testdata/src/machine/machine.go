package machine

import (
	"time"

	"ledger"
)

type App struct{ book *ledger.Book }

func (a *App) Apply(account string) {
	a.book.Write(account, ledger.Sensor())        // want `error: ledger.Sensor reaches Write at machine.go:\d+`
	a.book.Write(account, int(time.Now().Unix())) // want `error: time.Now reaches Write at machine.go:\d+`
	a.book.Look(time.Now().String())              // want `error: time.Now reaches Look at machine.go:\d+`
}

func (a *App) Idle() { _ = time.Now() }
