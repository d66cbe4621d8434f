package ignore

import "testing"

func TestIgnore(t *testing.T) {
	//lint:ignore SA5009 nothing here
	t.Log("ig-test-useless")
	//lint:ignore staticcheck no check has that name
	t.Log("ig-group")
	//lint:ignore vet,unused no check has that name
	t.Log("ig-group-too")
}
