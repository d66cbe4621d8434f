package lint

import (
	"slices"
	"testing"
)

func TestSelection(t *testing.T) {
	for name, test := range map[string]struct {
		selection
		on, off []string
	}{
		"defaults":        {selection{}, []string{"printf", "SA4006", "ST1000", "captLocal", "mapiter"}, []string{"shadow", "QF1001", "hugeParam"}},
		"case":            {selection{enable: []string{"sortslice", "qf1001"}}, []string{"sortslice", "QF1001"}, []string{"sortSlice", "QF1002"}},
		"category":        {selection{disable: []string{"S*"}}, []string{"SA4006", "ST1005"}, []string{"S1000", "S1021"}},
		"prefix":          {selection{enable: []string{"all"}, disable: []string{"SA4*"}}, []string{"SA1019", "hugeParam"}, []string{"SA4006"}},
		"part of a tier":  {selection{disable: []string{"gosimple"}}, []string{"SA4006"}, []string{"S1000"}},
		"tag before tier": {selection{disable: []string{"critic"}, enable: []string{"#performance"}}, []string{"hugeParam"}, []string{"captLocal"}},
		"name before tag": {selection{disable: []string{"hugeParam"}, enable: []string{"#performance"}}, []string{"rangeValCopy"}, []string{"hugeParam"}},
		"off before on":   {selection{disable: []string{"govet"}, enable: []string{"vet"}}, []string{"SA4006"}, []string{"printf"}},
		"rule":            {selection{disable: []string{"lint/printf"}}, []string{"assign"}, []string{"printf"}},
	} {
		t.Run(name, func(t *testing.T) {
			test.tiers = []string{"vet", "staticcheck", "critic", "chaincode"}
			chosen := test.selected()
			for _, check := range append(slices.Clone(test.on), test.off...) {
				if _, got := chosen[check]; got != slices.Contains(test.on, check) {
					t.Errorf("%s runs: got %v", check, got)
				}
			}
		})
	}
}

// A cache tells apart what says different things, and only that.
func TestIdentity(t *testing.T) {
	tiers := []string{"vet", "staticcheck", "critic", "chaincode"}
	for name, c := range (selection{tiers: tiers}).selected() {
		if c.Settings != "" {
			t.Errorf("%s: got settings %q by default", name, c.Settings)
		}
	}
	chosen := selection{tiers: tiers, enable: []string{"SA1019"}, settings: []string{
		"critic.captLocal.paramsOnly=true", "critic.rangeValCopy.sizeThreshold=1", "critic.elseif.skipBalanced=true", "critic.elseif.skipBalanced=false",
	}}.selected()
	for name, want := range map[string]string{
		"SA1019":    "asked for",
		"captLocal": "", // as by default
		"elseif":    `skipBalanced="false"`,
	} {
		if got := chosen[name].Settings; got != want {
			t.Errorf("%s: got settings %q, want %q", name, got, want)
		}
	}
}
