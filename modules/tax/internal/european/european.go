// Package european holds the rates of value added tax of the member states of
// the European Union, and of a few neighbours, by category and date.
//
//	rate(country, category, day) = the last line of rates.csv not after day
//
// A line begins at midnight where the country's capital is.
package european

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed rates.csv
var file string

// Rate is a line: what is due from an instant on.
type Rate struct {
	Country  string // ISO 3166 alpha-2
	Category string
	PPM      int64 // millionths
	From     time.Time
	Source   string
}

// Rates returns every line, those of a country and category by date.
func Rates() ([]Rate, error) {
	var rates []Rate
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rate, err := read(line)
		if err != nil {
			return nil, fmt.Errorf("read %q: %w", line, err)
		}
		rates = append(rates, rate)
	}
	return rates, nil
}

func read(line string) (Rate, error) {
	cells := strings.SplitN(line, ",", 5)
	if len(cells) != 5 {
		return Rate{}, fmt.Errorf("it has %d cells", len(cells))
	}
	whole, part, _ := strings.Cut(cells[2], ".")
	ppm, err := strconv.ParseInt(whole+(part + "0000")[:4], 10, 64)
	if err != nil || len(part) > 4 {
		return Rate{}, fmt.Errorf("%q is no percentage", cells[2])
	}
	from, err := Midnight(cells[0], cells[3])
	return Rate{Country: cells[0], Category: cells[1], PPM: ppm, From: from, Source: cells[4]}, err
}

// Midnight is when a day (2006-01-02) begins in a country.
func Midnight(country, day string) (time.Time, error) {
	where, err := time.LoadLocation(zone(country))
	if err != nil {
		return time.Time{}, fmt.Errorf("find the time of %s: %w", country, err)
	}
	at, err := time.ParseInLocation(time.DateOnly, day, where)
	return at.UTC(), err
}

// Day is the date at an instant in a country.
func Day(country string, at time.Time) string {
	where, err := time.LoadLocation(zone(country))
	if err != nil {
		where = time.UTC
	}
	return at.In(where).Format(time.DateOnly)
}

// zone is the time zone of a country's capital: that of Brussels where none is
// known.
func zone(country string) string {
	for _, known := range strings.Fields(zones) {
		if code, name, _ := strings.Cut(known, "="); code == country {
			return name
		}
	}
	return "Europe/Brussels"
}

const zones = `AT=Europe/Vienna BE=Europe/Brussels BG=Europe/Sofia CY=Asia/Nicosia CZ=Europe/Prague
	DE=Europe/Berlin DK=Europe/Copenhagen EE=Europe/Tallinn ES=Europe/Madrid FI=Europe/Helsinki
	FR=Europe/Paris GR=Europe/Athens HR=Europe/Zagreb HU=Europe/Budapest IE=Europe/Dublin IT=Europe/Rome
	LT=Europe/Vilnius LU=Europe/Luxembourg LV=Europe/Riga MT=Europe/Malta NL=Europe/Amsterdam
	PL=Europe/Warsaw PT=Europe/Lisbon RO=Europe/Bucharest SE=Europe/Stockholm SI=Europe/Ljubljana
	SK=Europe/Bratislava GB=Europe/London CH=Europe/Zurich NO=Europe/Oslo`
