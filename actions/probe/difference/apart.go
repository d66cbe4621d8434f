package difference

import "unicode/utf8"

// Apart cuts what two values begin with in common, but for keep bytes before
// the difference: of long values it is seen at once where they differ. Values
// whose difference stands within the first whole bytes stay as they are.
func Apart(a, b []byte, whole, keep int) (string, string) {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n < whole {
		return string(a), string(b)
	}
	begin := n - keep
	for begin < n && !utf8.RuneStart(a[begin]) {
		begin++
	}
	return "..." + string(a[begin:]), "..." + string(b[begin:])
}
