package main

func pointers() []origin {
	return []origin{
		{"%p", `mutfmt.Sprintf("%p", new(int))`, "", fmtSpec},
		{"a pointer", `mutfmt.Sprint(new(int))`, "", fmtSpec},
		{"%v of a pointer to a number", `mutfmt.Sprintf("%v", mutNumber())`, "func mutNumber() *int { n := 1; return &n }", fmtSpec},
		{"a struct with a pointer", `mutfmt.Sprintf("%v", mutNode{"a", &mutNode{}})`, "type mutNode struct {\n\tName string\n\tNext *mutNode\n}", fmtSpec},
		{"a list of pointers", `mutfmt.Sprint([]*mutNode{{"a"}, {"b"}})`, "type mutNode struct{ Name string }", fmtSpec},
		{"a function", `mutfmt.Sprintf("%v", mutNothing)`, "func mutNothing() {}", fmtSpec},
		{"a channel", `mutfmt.Sprint(make(chan int))`, "", fmtSpec},
	}
}

func zones() []origin {
	return []origin{
		{"time.Unix formatted", `muttime.Unix(1700000000, 0).Format(muttime.RFC3339)`, "", timeSpec},
		{"time.Unix as text", `muttime.Unix(1700000000, 0).String()`, "", timeSpec},
		{"Local", `muttime.Unix(1700000000, 0).UTC().Local().Format("2006-01-02")`, "", timeSpec},
		{"a helper with time.Unix", `mutDay(1700000000)`, `func mutDay(s int64) string {
	t := muttime.Unix(s, 0)
	return t.Format("2006-01-02 15:04")
}`, timeSpec},
		{"time.ParseInLocation", `mutParsed()`, `func mutParsed() string {
	t, _ := muttime.ParseInLocation("2006", "2020", muttime.Local)
	return t.String()
}`, timeSpec},
	}
}

func floats() []origin {
	return []origin{
		{"x*y+z", `mutFuse(1.1, 2.2, 3.3)`, "func mutFuse(x, y, z float64) string { return mutfmt.Sprint(x*y + z) }", fmtSpec},
		{"a sum of products", `mutDot([]float64{1.1, 2.2})`, `func mutDot(v []float64) string {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return mutfmt.Sprint(sum)
}`, fmtSpec},
	}
}

func codecs() []origin {
	return []origin{
		{"gob of a map", `mutGob(map[string]int{"a": 1, "b": 2})`, `func mutGob(m map[string]int) string {
	var b mutbytes.Buffer
	if err := mutgob.NewEncoder(&b).Encode(m); err != nil {
		return ""
	}
	return b.String()
}`, `mutbytes "bytes";mutgob "encoding/gob"`},
		{"gob of a struct with a map", `mutGob(mutRecord{map[string]int{"a": 1}})`, `type mutRecord struct{ M map[string]int }

func mutGob(r mutRecord) string {
	var b mutbytes.Buffer
	if err := mutgob.NewEncoder(&b).Encode(&r); err != nil {
		return ""
	}
	return b.String()
}`, `mutbytes "bytes";mutgob "encoding/gob"`},
	}
}
