package main

const (
	jsonSpec    = `mutjson "encoding/json"`
	fmtSpec     = `mutfmt "fmt"`
	timeSpec    = `muttime "time"`
	strconvSpec = `mutstrconv "strconv"`
	stringsSpec = `mutstrings "strings"`
	syncSpec    = `mutsync "sync"`
	slicesSpec  = `mutslices "slices"`
	sortSpec    = `mutsort "sort"`
	mapsSpec    = `mutmaps "maps"`
)

func clocks() []origin {
	return []origin{
		{"time.Now", `muttime.Now().String()`, "", timeSpec},
		{"a formatted time.Now", `muttime.Now().UTC().Format(muttime.RFC3339)`, "", timeSpec},
		{"seconds of time.Now", `mutstrconv.FormatInt(muttime.Now().Unix(), 10)`, "", timeSpec + ";" + strconvSpec},
		{"time.Since", `muttime.Since(muttime.Unix(0, 0)).String()`, "", timeSpec},
		{"a helper with time.Now", `mutStamp()`, `func mutStamp() string {
	now := muttime.Now()
	return now.Format("2006")
}`, timeSpec},
		{"a variable with time.Now", `mutClock().String()`, "var mutClock = muttime.Now", timeSpec},
		{"a closure with time.Now", `func() string { return muttime.Now().UTC().String() }()`, "", timeSpec},
		{"a generic function on time.Now", `mutText(muttime.Now())`, "func mutText[T any](v T) string { return mutfmt.Sprint(v) }", timeSpec + ";" + fmtSpec},
		{"a struct with time.Now", `mutFresh().at.String()`,
			`type mutBox struct{ at muttime.Time }

func mutFresh() *mutBox { return &mutBox{at: muttime.Now()} }`, timeSpec},
		{"a method value of time.Now", `mutApply(muttime.Now().String)`, "func mutApply(f func() string) string { return f() }", timeSpec},
		{"an interface over time.Now", `mutTeller(mutWatch{}).tell()`,
			`type mutTeller interface{ tell() string }

type mutWatch struct{}

func (mutWatch) tell() string { return muttime.Now().String() }`, timeSpec},
	}
}

func draws() []origin {
	return []origin{
		{"math/rand", `mutstrconv.Itoa(mutrand.Int())`, "", `mutrand "math/rand";` + strconvSpec},
		{"math/rand/v2", `mutstrconv.Itoa(mutrand.IntN(100))`, "", `mutrand "math/rand/v2";` + strconvSpec},
		{"rand.New seeded by the clock", `mutstrconv.Itoa(mutrand.New(mutrand.NewSource(muttime.Now().UnixNano())).Int())`, "",
			`mutrand "math/rand";` + strconvSpec + ";" + timeSpec},
		{"a nonce of crypto/rand", `mutNonce()`, `func mutNonce() string {
	b := make([]byte, 16)
	if _, err := mutrand.Read(b); err != nil {
		return ""
	}
	return muthex.EncodeToString(b)
}`,
			`mutrand "crypto/rand";muthex "encoding/hex"`},
		{"uuid.New", `mutuuid.New().String()`, "", `mutuuid "github.com/google/uuid"`},
		{"uuid.NewString", `mutuuid.NewString()`, "", `mutuuid "github.com/google/uuid"`},
		{"a shuffle", `mutDeal()`, `func mutDeal() string {
	list := []string{"a", "b", "c"}
	mutrand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[0]
}`,
			`mutrand "math/rand"`},
		{"a choice", `[]string{"a", "b"}[mutrand.Intn(2)]`, "", `mutrand "math/rand"`},
	}
}

const twoOf = `(map[string]int{"a": 1, "b": 2})`

func orders() []origin {
	return []origin{
		{"a joined map", "mutJoin" + twoOf, `func mutJoin(m map[string]int) string {
	s := ""
	for k := range m {
		s += k
	}
	return s
}`, ""},
		{"the first of a map", "mutFirst" + twoOf, `func mutFirst(m map[string]int) string {
	for k := range m {
		return k
	}
	return ""
}`, ""},
		{"unsorted keys", "mutKeys" + twoOf, `func mutKeys(m map[string]int) string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	return mutstrings.Join(keys, ",")
}`, stringsSpec},
		{"collected keys", "mutstrings.Join(mutslices.Collect(mutmaps.Keys" + twoOf + "), \",\")", "", stringsSpec + ";" + slicesSpec + ";" + mapsSpec},
		{"the best of a map", "mutBest" + twoOf, `func mutBest(m map[string]int) string {
	best, most := "", 0
	for k, v := range m {
		if v > most {
			best, most = k, v
		}
	}
	return best
}`, ""},
		{"a float sum over a map", `mutSum(map[string]float64{"a": 0.1, "b": 0.2, "c": 0.3})`,
			`func mutSum(m map[string]float64) string {
	sum := 0.0
	for _, v := range m {
		sum += v
	}
	return mutfmt.Sprint(sum)
}`, fmtSpec},
		{"a generic helper over a map", "mutstrings.Join(mutNames" + twoOf + ", \"\")",
			`func mutNames[V any](m map[string]V) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	return list
}`, stringsSpec},
		{"sync.Map", `mutAll(&mutsync.Map{})`, `func mutAll(m *mutsync.Map) string {
	s := ""
	m.Range(func(k, v any) bool {
		s += k.(string)
		return true
	})
	return s
}`, syncSpec},
	}
}

func ties() []origin {
	const bids = `(map[string]mutBid{"a": {1, "x"}, "b": {1, "y"}})`
	const decl = `type mutBid struct {
	Price int
	Note  string
}

func mutTop(m map[string]mutBid) string {
	var list []mutBid
	for _, b := range m {
		list = append(list, b)
	}
	`
	const end = "\n\treturn list[0].Note\n}"
	return []origin{
		{"sort.Slice with ties", "mutTop" + bids, decl + "mutsort.Slice(list, func(i, j int) bool { return list[i].Price > list[j].Price })" + end, sortSpec},
		{"sort.SliceStable with ties", "mutTop" + bids, decl +
			"mutsort.SliceStable(list, func(i, j int) bool { return list[i].Price > list[j].Price })" + end, sortSpec},
		{"slices.SortFunc with ties", "mutTop" + bids, decl + "mutslices.SortFunc(list, func(a, b mutBid) int { return b.Price - a.Price })" + end, slicesSpec},
		{"sort.Sort with ties", "mutTop" + bids, decl + "mutsort.Sort(mutByPrice(list))" + end +
			`

type mutByPrice []mutBid

func (l mutByPrice) Len() int           { return len(l) }
func (l mutByPrice) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l mutByPrice) Less(i, j int) bool { return l[i].Price < l[j].Price }`, sortSpec},
		{"the largest with ties", "mutTop" + bids, decl +
			"return mutslices.MaxFunc(list, func(a, b mutBid) int { return a.Price - b.Price }).Note" + end, slicesSpec},
	}
}

func races() []origin {
	return []origin{
		{"the first of two goroutines", `mutRace()`, `func mutRace() string {
	ch := make(chan string, 2)
	go func() { ch <- "a" }()
	go func() { ch <- "b" }()
	return <-ch
}`, ""},
		{"a select", `mutSelect()`, `func mutSelect() string {
	a, b := make(chan string, 1), make(chan string, 1)
	a <- "a"
	b <- "b"
	select {
	case s := <-a:
		return s
	case s := <-b:
		return s
	}
}`, ""},
		{"appends under a lock", `mutGather([]string{"a", "b"})`, `func mutGather(list []string) string {
	var mu mutsync.Mutex
	var wg mutsync.WaitGroup
	var out []string
	for _, s := range list {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			out = append(out, s)
		}()
	}
	wg.Wait()
	return mutstrings.Join(out, "")
}`, syncSpec + ";" + stringsSpec},
		{"results in the order in which they come", `mutCollect([]string{"a", "b"})`, `func mutCollect(list []string) string {
	ch := make(chan string)
	for _, s := range list {
		go func(s string) { ch <- s + "!" }(s)
	}
	out := ""
	for range list {
		out += <-ch
	}
	return out
}`, ""},
	}
}

func counters() []origin {
	return []origin{
		{"a counter", `mutNext()`, `var mutCount int

func mutNext() string {
	mutCount++
	return mutstrconv.Itoa(mutCount)
}`, strconvSpec},
		{"an atomic counter", `mutNext()`, `var mutCount int64

func mutNext() string {
	return mutstrconv.FormatInt(mutatomic.AddInt64(&mutCount, 1), 10)
}`, strconvSpec + `;mutatomic "sync/atomic"`},
		{"the value before", `mutSwap("x")`, `var mutLast string

func mutSwap(s string) string {
	old := mutLast
	mutLast = s
	return old
}`, ""},
		{"a map of the package", `mutSeen("x")`, `var mutKnown = map[string]string{}

func mutSeen(k string) string {
	mutKnown[k] += k
	return mutKnown[k]
}`, ""},
		{"a list of the package", `mutAll("x")`, `var mutList []string

func mutAll(k string) string {
	mutList = append(mutList, k)
	return mutstrings.Join(mutList, ",")
}`, stringsSpec},
		{"a struct of the package", `mutStats.next()`, `type mutStat struct{ n int }

var mutStats mutStat

func (s *mutStat) next() string {
	s.n++
	return mutstrconv.Itoa(s.n)
}`, strconvSpec},
	}
}

func hosts() []origin {
	return []origin{
		{"os.Getenv", `mutos.Getenv("REGION")`, "", `mutos "os"`},
		{"os.LookupEnv", `mutEnv()`, `func mutEnv() string {
	if s, ok := mutos.LookupEnv("REGION"); ok {
		return s
	}
	return "none"
}`, `mutos "os"`},
		{"os.Hostname", `mutHost()`, `func mutHost() string {
	name, err := mutos.Hostname()
	if err != nil {
		return ""
	}
	return name
}`, `mutos "os"`},
		{"os.ReadFile", `mutFile()`, `func mutFile() string {
	data, err := mutos.ReadFile("/etc/rate")
	if err != nil {
		return ""
	}
	return string(data)
}`, `mutos "os"`},
		{"os.Getpid", `mutstrconv.Itoa(mutos.Getpid())`, "", `mutos "os";` + strconvSpec},
		{"os.Getwd", `mutDir()`, `func mutDir() string {
	dir, _ := mutos.Getwd()
	return dir
}`, `mutos "os"`},
	}
}
