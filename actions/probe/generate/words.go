package generate

import (
	"slices"
	"strings"
	"unicode"
)

// verb is what a function seems to do, in the order in which to do it.
type verb int

const (
	begin verb = iota
	create
	read
	update
	other
	remove
)

// kind is what an argument seems to be.
type kind int

const (
	unknown kind = iota
	id
	party // somebody: an owner, a buyer, an account
	organisation
	collection
	number
	date
	jsonText
	query
	word
	bound    // of a range
	bookmark // of a page
	boolean
)

// verbOf goes by the first word of a name, else by any.
func verbOf(name string) verb {
	words := split(name)
	table := []struct {
		verb  verb
		words string
	}{
		{begin, "init initialize initialise setup bootstrap instantiate"},
		{remove, "delete remove burn purge destroy revoke cancel close end clear"},
		{read, "read get query list find search exists has is balance all count history name symbol total client allowance verify check"},
		{create, "create mint register issue add new make put open insert store deposit start enroll submit propose record save"},
		{update, "update set change transfer approve move modify edit accept reject agree bid redeem withdraw lock unlock pay send increase decrease"},
	}
	for i, w := range words {
		for _, row := range table {
			if slices.Contains(strings.Fields(row.words), w) && (i == 0 || row.verb != begin) {
				if row.verb == begin && len(words) > 1 && !slices.Contains(strings.Fields("ledger contract chaincode cc state data config"), words[1]) {
					return create // initMarble makes one
				}
				return row.verb
			}
		}
	}
	return other
}

// split takes a name apart into words in lower case: newOwnerID, new_owner_id.
func split(name string) (words []string) {
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			words = append(words, strings.ToLower(b.String()))
			b.Reset()
		}
	}
	runes := []rune(name)
	for i, c := range runes {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c):
			flush()
			continue
		case unicode.IsUpper(c) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			flush()
		}
		b.WriteRune(c)
	}
	flush()
	return words
}

// kindOf goes by the last word of a name that says something.
func kindOf(name string) kind {
	table := []struct {
		kind  kind
		words string
	}{
		{bookmark, "bookmark"},
		{bound, "start end startkey endkey"},
		{collection, "collection"},
		{organisation, "msp mspid org organization organisation"},
		{query, "query selector querystring"},
		{jsonText, "json data payload body properties"},
		{date, "date time timestamp deadline expiry expires"},
		{party, "owner buyer seller recipient account spender holder user client to from sender receiver newowner operator"},
		{number, "amount value price quantity size count total balance decimals age limit rate appraisedvalue"},
		{id, "id ids key keys uid uuid identifier assetid number no"},
		{word, "color colour name type symbol status description make model title"},
	}
	words := split(name)
	for _, row := range table {
		fields := strings.Fields(row.words)
		for _, w := range words {
			if slices.Contains(fields, w) {
				return row.kind
			}
		}
	}
	return unknown
}
