"""What a phone number is: understood as people write it, kept as E.164, shown as they read it.

The module that asks libphonenumber, number by number; `numbering_plan` reads the library's tables.
A number is valid when the library knows its type; a second question ("is it valid?") would answer
the same at twice the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

import msgspec
import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

from portwidgets.domain.numbers import number_text
from portwidgets.domain.schema import NumberType

Style = Literal["national", "international"]

MOST_DIGITS = 15
"""What ITU-T E.164 allows in an international number, the country code's digits among them."""
BEYOND_E164 = "number.beyond_e164"
"""The fault of a number that its country's plan has and E.164 does not, as some of Germany's."""

_E164 = re.compile(r"\+[1-9]\d{3,14}", re.ASCII)
_MARK = "#"  # stands for a digit of the number in a pattern
_MARKED = str.maketrans("0123456789", _MARK * 10)
# They answer in mobile networks everywhere, whatever the country's own emergency numbers are.
_EMERGENCY = frozenset({"112", "911"})

_TYPES = {
    PhoneNumberType.FIXED_LINE: NumberType.FIXED_LINE,
    PhoneNumberType.MOBILE: NumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: NumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.TOLL_FREE: NumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: NumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST: NumberType.SHARED_COST,
    PhoneNumberType.VOIP: NumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER: NumberType.PERSONAL_NUMBER,
    PhoneNumberType.PAGER: NumberType.PAGER,
    PhoneNumberType.UAN: NumberType.UAN,
    PhoneNumberType.VOICEMAIL: NumberType.VOICEMAIL,
}
_FORMATS = {
    "national": PhoneNumberFormat.NATIONAL,
    "international": PhoneNumberFormat.INTERNATIONAL,
}
_POSSIBLE_FAULTS = {
    ValidationResult.TOO_SHORT: "number.too_short",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "number.too_short",
    ValidationResult.TOO_LONG: "number.too_long",
    ValidationResult.INVALID_LENGTH: "number.wrong_length",
    ValidationResult.INVALID_COUNTRY_CODE: "number.unknown_country",
}
_PARSE_FAULTS = {
    NumberParseException.INVALID_COUNTRY_CODE: "number.unknown_country",
    NumberParseException.TOO_LONG: "number.too_long",
}


class PhoneNumber(msgspec.Struct, frozen=True, gc=False):  # made by the hundred thousand
    """A number that exists in its country's numbering plan.

    Attributes:
        e164: As "+4570123400".
        region: The country in ISO 3166 ("DK"), "001" for numbers of no country.
        type: What the plan says it is used for: a suggestion, most of +45 may be either.
        extension: The digits of an extension that was written behind it.
    """

    e164: str
    region: str
    type: NumberType
    extension: str = ""

    def with_extension(self, digits: str) -> PhoneNumber:
        """Return this number with an extension behind it."""
        return PhoneNumber(self.e164, self.region, self.type, digits)


Examined = tuple[PhoneNumber | None, str | None]
"""A number and the code of a fault: see `examine`."""

Look = Callable[[str], Examined]
"""Says of a text what `examine` says of it, for one country."""


def parse(text: str, region: str) -> PhoneNumber | None:
    """Return the one valid number that a text says, its extension with it, or None.

    Args:
        text: As people write it, "70 12 34 00" or "tel:+4570123400".
        region: The country whose national numbers are meant, as "DK".
    """
    return examine(text, region)[0]


def canonical(text: str, region: str) -> str:
    """Return E.164 where it says all that the text says, else the text byte for byte.

    An extension is no part of E.164, so that such a text stays as typed.
    """
    number, fault = examine(text, region)
    return number.e164 if number and fault is None else text


def why_invalid(text: str, region: str) -> str | None:
    """Return the code of what keeps a text from being one phone number, None when it is one."""
    return examine(text, region)[1]


def examine(text: str, region: str) -> Examined:
    """Return the number and the fault of a text: `parse` and `why_invalid` at once.

    Both are there for a number with an extension only.
    """
    if _E164.fullmatch(text):
        return _answer(look_up(text, region))
    if len(text) > number_text.LONGEST:
        return None, "number.too_long"
    tidied = number_text.tidy(text)
    if fault := number_text.fault(tidied):
        return None, fault
    body, extension = number_text.split_extension(tidied)
    found = _read(body, region)
    if isinstance(found, str):
        return None, _more_than_one(tidied, region) or found
    if extension:
        return found.with_extension(extension), "number.extension"
    return found, None


def _answer(found: PhoneNumber | str) -> tuple[PhoneNumber | None, str | None]:
    return (None, found) if isinstance(found, str) else (found, None)


def _read(body: str, region: str) -> PhoneNumber | str:
    """Return the number that a text without its extension says, or the code of its fault."""
    found: PhoneNumber | str = "number.letters"
    for digits in number_text.readings(body):
        found = look_up(digits, region)
        if not isinstance(found, str):
            break
    # "030/12345678" is one number, "70123400/01" are two.
    first, slash, _ = body.partition("/")
    if slash and not isinstance(found, str) and parse(first, region):
        return "number.several"
    return found


def _more_than_one(tidied: str, region: str) -> str | None:
    if any(parse(part, region) for part in number_text.parts(tidied)):
        return "number.several"
    if any(parse(first, region) for first, _ in number_text.range_ends(tidied)):
        return "number.range"
    return None


def look_up(digits: str, region: str) -> PhoneNumber | str:
    """Ask the library for a number of digits alone, "+" before them or not."""
    found = _ask(digits, region)
    # Written so even where another prefix is dialled, as 011 in the US.
    if isinstance(found, str) and digits.startswith("00") and not digits.startswith("000"):
        abroad = _ask(f"+{digits[2:]}", region)
        return found if isinstance(abroad, str) else abroad
    return found


def _ask(digits: str, region: str) -> PhoneNumber | str:
    found = _from_library(digits, region)
    if isinstance(found, str):
        return found
    number, kind = found
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if len(e164) > len("+") + MOST_DIGITS:
        return BEYOND_E164
    return PhoneNumber(
        e164=e164,
        region=phonenumbers.region_code_for_number(number) or "001",
        type=kind,
    )


@lru_cache(maxsize=64)  # a number that was just understood is shown next, in two styles
def _from_library(digits: str, region: str) -> tuple[phonenumbers.PhoneNumber, NumberType] | str:
    """Return the library's number and its type, or the code of why it is none."""
    try:
        number = phonenumbers.parse(digits, region)
    except NumberParseException as fault:
        return _PARSE_FAULTS.get(fault.error_type, "number.too_short")
    kind = _TYPES.get(phonenumbers.number_type(number))
    return _why_unknown(number, region) if kind is None else (number, kind)


def _why_unknown(number: phonenumbers.PhoneNumber, region: str) -> str:
    national = phonenumbers.national_significant_number(number)
    if national in _EMERGENCY or phonenumbers.is_emergency_number(national, region):
        return "number.emergency"
    reason = phonenumbers.is_possible_number_with_reason(number)
    return _POSSIBLE_FAULTS.get(reason, "number.not_in_use_in_plan")


def regions() -> tuple[str, ...]:
    """Return the countries whose numbers we know, as ISO 3166 codes in alphabetical order."""
    return tuple(sorted(phonenumbers.SUPPORTED_REGIONS))


def show(text: str, style: Style, region: str) -> str:
    """Return how a person reads a number: "70 12 34 00" or "+45 70 12 34 00".

    National style shows numbers of other countries internationally, for they would not reach
    anyone as national ones. A text that is no valid E.164 number is shown as it stands.
    """
    if not _E164.fullmatch(text):
        return text
    found = _from_library(text, region)
    if isinstance(found, str):
        return text
    number, _ = found
    if style == "national" and number.country_code != phonenumbers.country_code_for_region(region):
        style = "international"
    return phonenumbers.format_number(number, _FORMATS[style])


def dialled(text: str, region: str) -> str:
    """Return what is dialled in `region`: "70 12 34 00", or "00 44 20 7946 0958" for abroad.

    A text that is no valid E.164 number stands as it is.
    """
    found = _from_library(text, region) if _E164.fullmatch(text) else ""
    if isinstance(found, str):
        return text
    number, _ = found
    if number.country_code == phonenumbers.country_code_for_region(region):
        return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return phonenumbers.format_out_of_country_calling_number(number, region)


def national_digits(e164: str) -> str:
    """Return a valid number as its own country dials it, digits only: "70123400"."""
    number = phonenumbers.parse(e164)
    shown = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return "".join(filter(str.isdecimal, shown))


def pattern(shown: str, e164: str) -> str:
    """Return what is left of a shown number without its own digits: "+## ## ## ## ##".

    Few patterns serve a whole inventory, so that a browser needs the digits once. Each mark takes
    a digit of the number from the right; what is shown besides stands in the pattern itself, as
    the trunk zero of "0## #### ####". A text that is shown as it stands has the pattern "".
    """
    if shown == e164:
        return ""
    marked = shown.translate(_MARKED)
    if fill(marked, e164) == shown:
        return marked
    places, digits = list(shown), list(e164[1:])
    for at in range(len(places) - 1, -1, -1):
        if digits and places[at] == digits[-1]:
            places[at] = _MARK
            digits.pop()
    return "".join(places)


def fill(pattern: str, e164: str) -> str:
    """Put the digits of a number into its pattern, from the right: `show` again."""
    if not pattern:
        return e164
    digits = e164[-pattern.count(_MARK) :]
    return pattern.replace(_MARK, "{}").format(*digits)
