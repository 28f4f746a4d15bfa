package words

import "joqtau/lookup"

// Over writes "more than n" as the language puts it before a thing that is counted: in Kazakh the number stands in the
// ablative, whose ending follows the number's last word.
func (v Voice) Over(n int) string {
	number := v.Number(n)
	if v.Lang == lookup.Kazakh {
		number += "-" + ablative(n)
	}
	return v.Say("figure.over", "n", number)
}

// ablative is the ablative ending of a number in Kazakh: қырықтан, жүзден, мыңнан.
func ablative(n int) string {
	switch {
	case n%10 != 0:
		return [10]string{"", "ден", "ден", "тен", "тен", "тен", "дан", "ден", "ден", "дан"}[n%10]
	case n%100 != 0:
		return [10]string{"", "нан", "дан", "дан", "тан", "ден", "тан", "тен", "нен", "нан"}[n/10%10]
	case n%1000 != 0:
		return "ден" // жүз
	}
	return "нан" // мың, миллион, миллиард
}
