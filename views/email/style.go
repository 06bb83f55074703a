package email

import "github.com/a-h/templ"

// The palette is that of static/css/tokens.css by day, in sRGB: mail readers
// know neither OKLCH nor custom properties. Night is in the sheet, for those
// who read one.
const (
	styleBody    templ.SafeCSS = "margin:0;padding:0;background-color:#f2f0e7;color:#101f26"
	styleOuter   templ.SafeCSS = "width:100%;background-color:#f2f0e7;border-collapse:collapse"
	styleColumn  templ.SafeCSS = "width:100%;max-width:600px;background-color:#fbfaf6;border-collapse:collapse;text-align:start"
	styleFascia  templ.SafeCSS = "padding:20px 24px;background-color:#003743;color:#f9f5e6;font:700 22px/1.3 Besley,Georgia,serif"
	styleName    templ.SafeCSS = "color:#f9f5e6;text-decoration:none"
	styleContent templ.SafeCSS = "padding:28px 24px;color:#101f26;font:400 16px/1.55 Hanken,Helvetica,Arial,sans-serif"
	styleH1      templ.SafeCSS = "margin:0 0 16px;font:700 28px/1.2 Besley,Georgia,serif"
	styleH2      templ.SafeCSS = "margin:28px 0 8px;font:700 18px/1.3 Besley,Georgia,serif"
	styleP       templ.SafeCSS = "margin:0 0 12px"
	styleSmall   templ.SafeCSS = "margin:0 0 8px;color:#415057;font-size:14px;line-height:1.5"
	stylePanel   templ.SafeCSS = "margin:20px 0;padding:16px 20px;background-color:#f2f0e7;border-inline-start:4px solid #fdca3a"
	styleTitle   templ.SafeCSS = "margin:0 0 8px;font:700 18px/1.3 Besley,Georgia,serif"
	styleButton  templ.SafeCSS = "display:inline-block;margin:8px 12px 8px 0;padding:13px 22px;background-color:#004f5e;color:#fdfcf7;font-weight:700;text-decoration:none;border-radius:3px"
	styleLink    templ.SafeCSS = "display:inline-block;margin:8px 0;padding:13px 0;color:#004f5e;text-decoration:underline"
	styleTable   templ.SafeCSS = "width:100%;border-collapse:collapse;font-size:16px;line-height:1.5"
	styleHead    templ.SafeCSS = "padding:6px 0;border-bottom:1px solid #d7d4ca;color:#415057;font-size:14px;font-weight:400;text-align:start"
	styleHeadEnd templ.SafeCSS = "padding:6px 0;border-bottom:1px solid #d7d4ca;color:#415057;font-size:14px;font-weight:400;text-align:end"
	styleItem    templ.SafeCSS = "padding:10px 12px 10px 0;border-bottom:1px solid #d7d4ca;font-weight:400;text-align:start;vertical-align:top"
	styleAmount  templ.SafeCSS = "padding:10px 0;border-bottom:1px solid #d7d4ca;text-align:end;vertical-align:top;white-space:nowrap"
	styleSum     templ.SafeCSS = "padding:6px 12px 6px 0;font-weight:400;text-align:start;vertical-align:top"
	styleSumEnd  templ.SafeCSS = "padding:6px 0;text-align:end;vertical-align:top;white-space:nowrap"
	styleTotal   templ.SafeCSS = "padding:10px 12px 10px 0;font-weight:700;font-size:18px;text-align:start"
	styleTotEnd  templ.SafeCSS = "padding:10px 0;font-weight:700;font-size:18px;text-align:end;white-space:nowrap"
	styleFoot    templ.SafeCSS = "padding:20px 24px;border-top:1px solid #d7d4ca;color:#415057;font:400 14px/1.5 Hanken,Helvetica,Arial,sans-serif"
)

// sumStyle and sumEndStyle are those of a row of the totals.
func sumStyle(r row) templ.SafeCSS {
	if r.Strong {
		return styleTotal
	}
	return styleSum
}

func sumEndStyle(r row) templ.SafeCSS {
	if r.Strong {
		return styleTotEnd
	}
	return styleSumEnd
}

func buttonStyle(i int) templ.SafeCSS {
	if i == 0 {
		return styleButton
	}
	return styleLink
}

// buttonClass names the night colours of a button.
func buttonClass(i int) string {
	if i == 0 {
		return "button"
	}
	return "link"
}
