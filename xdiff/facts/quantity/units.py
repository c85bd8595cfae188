"""What numbers count: measures and people, each under one canonical singular name.

Factors into SI are the exact definitions (international yard and pound 1959, SI brochure 9th edition); a
month is a twelfth and a year 365.25 days, as astronomers count. They serve comparison only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xdiff.facts.quantity.lexemes import words

# canonical name | dimension | factor into SI (or into the dimension's base) | other spellings
_MEASURES = """
second|time|1|sec secs
minute|time|60|min mins
hour|time|3600|hr hrs
day|time|86400|
night|time|86400|
week|time|604800|wk wks
fortnight|time|1209600|
month|time|2629800|
year|time|31557600|yr yrs
decade|time|315576000|
century|time|3155760000|centuries
millimetre|length|0.001|mm millimeter
centimetre|length|0.01|cm centimeter
metre|length|1|meter
kilometre|length|1000|km kms kilometer
inch|length|0.0254|inches
foot|length|0.3048|feet ft
yard|length|0.9144|yd yds
mile|length|1609.344|mi
nautical mile|length|1852|
light year|length|9460730472580800|
hectare|area|10000|ha
acre|area|4046.8564224|
milligram|mass|0.000001|mg
gram|mass|0.001|g gramme
kilogram|mass|1|kg kgs kilo kilogramme
tonne|mass|1000|
metric ton|mass|1000|
ton|mass|907.18474|
ounce|mass|0.028349523125|oz
pound|mass|0.45359237|lb lbs
carat|mass|0.0002|
millilitre|volume|0.000001|ml milliliter
litre|volume|0.001|liter
gallon|volume|0.003785411784|
barrel|volume|0.158987294928|bbl bpd
pint|volume|0.000473176473|
byte|data|1|
kilobyte|data|1000|KB
megabyte|data|1000000|MB
gigabyte|data|1000000000|GB
terabyte|data|1000000000000|TB
bit|bits|1|
megapixel|pixels|1000000|MP
watt|power|1|
kilowatt|power|1000|kW
megawatt|power|1000000|MW
gigawatt|power|1000000000|GW
kilowatt hour|energy|3600000|kWh
megawatt hour|energy|3600000000|MWh
calorie|energy|4.184|kcal
volt|voltage|1|
hertz|frequency|1|Hz
megahertz|frequency|1000000|MHz
gigahertz|frequency|1000000000|GHz
decibel|sound||dB
horsepower|power|745.7|hp bhp
mile per hour|speed|0.44704|mph
kilometre per hour|speed|0.2777777778|kph kmh
knot|speed|0.5144444444|kt
point|||
magnitude|||
degree||| °
degree Celsius|temperature|1|
degree Fahrenheit|temperature|0.5555555555555556|
penny|||pence
kiloton|||kilotons kilotonne
megaton|||megatons megatonne
microgram|mass|0.000000001|mcg
metre per second|speed|1|
percent|share|0.01|% percents pct
percentage point|points|0.01|
basis point|points|0.0001|bps bp
"""

# Two and three words that name one measure; the plural of the last word is made below.
_WORDED = {
    "per cent": "percent",
    "percentage point": "percentage point",
    "percent point": "percentage point",
    "basis point": "basis point",
    "nautical mile": "nautical mile",
    "light year": "light year",
    "light - year": "light year",
    "metric ton": "metric ton",
    "metric tonne": "metric ton",
    "kilowatt hour": "kilowatt hour",
    "megawatt hour": "megawatt hour",
    "kilowatt - hour": "kilowatt hour",
    "metre per second": "metre per second",
    "meter per second": "metre per second",
    "mile per hour": "mile per hour",
    "mile an hour": "mile per hour",
    "kilometre per hour": "kilometre per hour",
    "kilometer per hour": "kilometre per hour",
    "kilometre an hour": "kilometre per hour",
    "kilometer an hour": "kilometre per hour",
    "km / h": "kilometre per hour",
    "kmph": "kilometre per hour",
    "km per hour": "kilometre per hour",
    "degree celsius": "degree Celsius",
    "degree centigrade": "degree Celsius",
    "degree c": "degree Celsius",
    "° c": "degree Celsius",
    "degree fahrenheit": "degree Fahrenheit",
    "degree f": "degree Fahrenheit",
    "° f": "degree Fahrenheit",
}

_RAISED = {2: "²", 3: "³"}
_POWERS = {"square": 2, "sq": 2, "cubic": 3}
_POWER_NAMES = {2: ("square", "area"), 3: ("cubic", "volume")}

# singular | what it becomes | other spellings. All count people, so "five men" may meet "five people".
_PEOPLE = """
person|person|people persons human humans folk folks individuals individual souls
man|man|men
woman|woman|women
child|child|children kid kids
baby|baby|babies infant infants
teenager|teenager|teen teens
soldier|soldier|troops servicemen serviceman trooper
policeman|police officer|policemen police
gunman|gunman|gunmen
jihadist|jihadist|jihadi jihadis
prisoner|prisoner|inmate inmates
protester|protester|protestor protestors demonstrator demonstrators
crewman|crew member|crewmen
journalist|journalist|reporter reporters
firefighter|firefighter|firemen fireman
fisherman|fisherman|fishermen
lawyer|lawyer|attorney attorneys
medic|medic|paramedic paramedics
attacker|attacker|assailant assailants
wife|wife|wives
grandchild|grandchild|grandchildren
schoolchild|schoolchild|schoolchildren
youth|youth|youngster youngsters
"""
_MORE_PEOPLE = words(
    """
    boy girl adult civilian officer fighter rebel militant insurgent terrorist victim survivor
    passenger refugee migrant resident worker employee student pupil teacher doctor patient voter
    citizen national hostage spectator player member leader president minister official lawmaker
    senator sailor pilot driver tourist guest friend brother sister son daughter suspect villager
    marcher guard miner farmer climber hiker pedestrian bystander commuter cyclist motorist activist
    dissident detainee convict juror judge expert scientist researcher nurse volunteer rescuer diver
    veteran recruit cadet commander bomber robber smuggler trafficker abductee evacuee inhabitant
    customer shopper visitor fan supporter candidate delegate diplomat ambassador priest nun monk
    bishop imam artist actor singer athlete runner parent mother father husband sibling toddler
    schoolgirl schoolboy pensioner immigrant settler
    """
)  # those with a regular plural and no other name

DEAD = frozenset(words("dead deaths death killed fatalities fatality died lives corpses bodies"))
HURT = frozenset(words("injured wounded hurt injuries casualties"))
ROLES = (
    dict.fromkeys(
        DEAD | frozenset(words("killing kills kill dying die dies perished slain toll claimed murdered")),
        "dead",
    )
    | dict.fromkeys(
        HURT | frozenset(words("injuring wounding injures wounds hospitalised hospitalized")),
        "injured",
    )
    | dict.fromkeys(("missing", "disappeared"), "missing")
    | dict.fromkeys(words("arrested detained arresting detaining arrests"), "arrested")
    | dict.fromkeys(("displaced", "fled", "displacing"), "displaced")
    | dict.fromkeys(("evacuated", "evacuating"), "evacuated")
    | dict.fromkeys(("rescued", "rescuing"), "rescued")
    | dict.fromkeys(("infected", "infecting"), "infected")
)
"""Words about people that say what became of them; "12 killed" and "30 injured" must not be compared."""

PER = frozenset(
    words(
        """
        capita head person share barrel ton tonne gallon litre liter kilo kilogram pound ounce unit
        night household family piece child student game match ticket patient woman cent mile
        kilometre kilometer acre second minute hour day week month year quarter decade annum season
        session term shift visit vote bottle copy mwh
        """
    )
)
"""Nouns a rate may be per: "12 people a day", "$50 a barrel"."""

ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "hourly": "hour",
    "apiece": "unit",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit: its name, its dimension ("" when none), and its factor into SI ("" when none)."""

    name: str
    dimension: str = ""
    factor: str = ""


def plural(word: str) -> str:
    """Return the regular plural of a singular English noun."""
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _measures() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for line in _MEASURES.strip().splitlines():
        name, dimension, factor, spellings = line.split("|")
        unit = Unit(name, dimension, factor)
        for spelling in (name, plural(name), *spellings.split()):
            found[spelling] = unit
            if spelling.isalpha() and spelling.islower() and len(spelling) > 3:
                found[plural(spelling)] = unit
    for spelling, name in _WORDED.items():
        head, _, tail = spelling.partition(" ")
        found[spelling] = found[f"{plural(head)} {tail}"] = found[plural(spelling)] = found[name]
    for word, power in _POWERS.items():
        for length in ("metre", "kilometre", "centimetre", "foot", "mile", "yard", "inch"):
            base = found[length]
            name, dimension = _POWER_NAMES[power]
            unit = Unit(f"{name} {length}", dimension, str(Decimal(base.factor) ** power))
            for spelling in [each for each, other in found.items() if other is base]:
                found[f"{word} {spelling}"] = found[f"{word} - {spelling}"] = unit
                if spelling.isalpha():
                    found[f"{spelling}{_RAISED[power]}"] = unit  # km²
    return found


def _people() -> dict[str, str]:
    found = {form: word for word in _MORE_PEOPLE for form in (word, plural(word))}
    for line in _PEOPLE.strip().splitlines():
        singular, name, spellings = line.split("|")
        found |= dict.fromkeys((singular, plural(singular), *spellings.split()), name)
    return found


MEASURES: dict[str, Unit] = _measures()
"""Every spelling of a measure; most in lower case, symbols such as "GB" and "kW" as they are written."""
PEOPLE: dict[str, str] = _people()
