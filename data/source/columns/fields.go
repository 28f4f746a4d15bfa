package columns

import "strings"

// A field is what a column of a table tells of a person, as mapping files write it.
type field string

// The fields. A sentence is not a fate: what was decided is fieldSentence, what happened fieldShot, fieldShotDate or
// fieldDeathDate.
const (
	fieldID           field = "id"
	fieldBook         field = "book"
	fieldName         field = "name" // the whole name
	fieldSurname      field = "surname"
	fieldGiven        field = "given"
	fieldPatronymic   field = "patronymic"
	fieldVariants     field = "variants"
	fieldSex          field = "sex"
	fieldBirthDate    field = "birth date"
	fieldBirthYear    field = "birth year"
	fieldBirthPlace   field = "birth place"
	fieldAge          field = "age"
	fieldNationality  field = "nationality"
	fieldCitizenship  field = "citizenship"
	fieldEducation    field = "education"
	fieldParty        field = "party"
	fieldOccupation   field = "occupation"
	fieldResidence    field = "residence"
	fieldArrestDate   field = "arrest date"
	fieldArrestBody   field = "arrest body"
	fieldArrestPlace  field = "arrest place"
	fieldCharge       field = "charge"
	fieldSentenceBody field = "sentence body"
	fieldSentenceDate field = "sentence date"
	fieldSentence     field = "sentence"
	fieldExileDate    field = "exile date"
	fieldExileBody    field = "exile body"
	fieldExilePlace   field = "exile place"
	fieldExile        field = "exile" // what was decided of it
	fieldReleaseDate  field = "release date"
	fieldShot         field = "shot" // yes or no
	fieldShotDate     field = "shot date"
	fieldShotPlace    field = "shot place"
	fieldDeathDate    field = "death date"
	fieldDeathPlace   field = "death place"
	fieldBurialPlace  field = "burial place"
	fieldRehabDate    field = "rehabilitation date"
	fieldRehabBody    field = "rehabilitation body"
	fieldRehabGround  field = "rehabilitation ground"
	fieldCaseFile     field = "case file"
	fieldNotice       field = "notice" // a life in labelled phrases: "Арестован ... Приговор: ... Расстрелян ..."
	fieldNote         field = "note"
	fieldIgnore       field = "ignore"
	fieldNone         field = "" // the mapping does not name the column: it is kept as text
)

// fieldOther is no field: headings.tsv has it for columns that are known and have none.
const fieldOther field = "other"

// separatorOfRepeats stands between the texts of columns that have the same field.
const separatorOfRepeats = "; "

// fields lists all fields.
var fields = []field{
	fieldID, fieldBook, fieldName, fieldSurname, fieldGiven, fieldPatronymic, fieldVariants, fieldSex,
	fieldBirthDate, fieldBirthYear, fieldBirthPlace, fieldAge, fieldNationality, fieldCitizenship, fieldEducation, fieldParty,
	fieldOccupation, fieldResidence, fieldArrestDate, fieldArrestBody, fieldArrestPlace, fieldCharge, fieldSentenceBody,
	fieldSentenceDate, fieldSentence, fieldExileDate, fieldExileBody, fieldExilePlace, fieldExile, fieldReleaseDate, fieldShot,
	fieldShotDate, fieldShotPlace, fieldDeathDate, fieldDeathPlace, fieldBurialPlace, fieldRehabDate, fieldRehabBody,
	fieldRehabGround, fieldCaseFile, fieldNotice, fieldNote, fieldIgnore,
}

// repeatable are the fields that several columns may have: their texts are put together.
var repeatable = []field{fieldVariants, fieldNote, fieldIgnore, fieldCharge, fieldOccupation, fieldCaseFile}

// isPlaceOrBody reports whether a field is where something was done, or who did it: what may stand behind its date in one cell.
func (f field) isPlaceOrBody() bool {
	return strings.HasSuffix(string(f), " place") || strings.HasSuffix(string(f), " body")
}

// isDate reports whether a field is a date.
func (f field) isDate() bool { return f == fieldBirthYear || strings.HasSuffix(string(f), " date") }

// A part is what a column says of a date that has several columns.
type part string

const (
	dayPart   part = "day"
	monthPart part = "month"
	yearPart  part = "year"
)

// parts are all, in the order in which dates are written.
var parts = []part{dayPart, monthPart, yearPart}
