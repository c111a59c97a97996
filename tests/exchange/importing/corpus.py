"""Lists as customers send them, each with the account that it must come to.

All numbers are nobody's: +45 67 and 68 are held in reserve, 020 7946 0xxx is Ofcom's for drama,
555-01xx is kept for fiction in North America.
"""

from dataclasses import dataclass, field

N, R, F, I, O, X = (  # noqa: E741
    "number",
    "range",
    "duplicate_in_file",
    "duplicate_of_inventory",
    "no_number",
    "not_understood",
)


@dataclass(frozen=True)
class Case:
    """A file and what must become of it.

    Attributes:
        rows: For each row in: its outcome and its numbers (of a range the first and how many).
    """

    name: str
    text: str
    rows: list
    region: str = "DK"
    encoding: str = "utf-8"
    targets: dict = field(default_factory=dict)

    @property
    def data(self):
        return self.text.encode(self.encoding)

    def __str__(self):
        return self.name


CASES = [
    Case(
        "a Danish workbook saved as CSV, with a title, sections and a total",
        "Nummerliste;;;\r\n"
        "Udskrevet 22-11-2026;;;\r\n"
        ";;;\r\n"
        "Telefonnr.;Type;Anvendelse;Bemærkning\r\n"
        "67 12 34 00;Fastnet;Hovednummer;\r\n"
        "Afdeling Odense;;;\r\n"
        "67 12 34 01;mobil;bruger;Søren\r\n"
        "Telefonnr.;Type;Anvendelse;Bemærkning\r\n"
        "67123402;ISDN30;;\r\n"
        "I alt;3;;\r\n",
        [
            (O,),
            (O,),
            (O,),
            (N, "+4567123400"),
            (O,),
            (N, "+4567123401"),
            (O,),
            (N, "+4567123402"),
            (O,),
        ],
        encoding="cp1252",
        targets={"A": "number", "B": "type", "C": "usage", "D": "note"},
    ),
    Case(
        "one cell each of the traps of a Danish list",
        "Telefon\n"
        "+45 67 12 34 00-99\n"
        "67 12 35 00 lok. 12\n"
        '"67123501, 67123502"\n'
        "67123503/04\n"
        "4567123505.0\n"
        '"4,57E+09"\n'
        "4.57E+09\n"
        "+45 (0) 67 12 35 06\n"
        "4567123507\n"
        "0045 67 12 35 08\n"
        "'+4567123509\n"
        "\u202a+4567123510\u202c\n"
        "6712\u00a03511\n"
        "67\u201312\u201335\u201312\n"
        "67 12 35 13 (hovednummer)\n"
        "67 12 35 1O\n"
        '"=""67123514"""\n'
        "tel:+4567123515;ext=7\n"
        "67123516 og 67123517\n"
        "67 12 36 xx\n"
        "22-11-2026\n"
        "6712351\n"
        "########\n"
        "n/a\n",
        [
            (O,),
            (R, "+4567123400", 100),
            (N, "+4567123500"),
            (N, "+4567123501", "+4567123502"),
            (N, "+4567123503", "+4567123504"),
            (N, "+4567123505"),
            (X,),
            (X,),
            (N, "+4567123506"),
            (N, "+4567123507"),
            (N, "+4567123508"),
            (N, "+4567123509"),
            (N, "+4567123510"),
            (N, "+4567123511"),
            (N, "+4567123512"),
            (N, "+4567123513"),
            (F, "+4567123510"),
            (N, "+4567123514"),
            (N, "+4567123515"),
            (N, "+4567123516", "+4567123517"),
            (R, "+4567123600", 100),
            (X,),
            (X,),
            (X,),
            (O,),
        ],
    ),
    Case(
        "an eight-digit number that begins with the country code",
        "Nummer\n67123400\n45671234\n",
        [(O,), (N, "+4567123400"), (N, "+4545671234")],
    ),
    Case(
        "ranges from one column to another, by count, and by their last digits",
        "Nummerserie\t\t\tLokation\nFra\tTil\tAntal\t\n"
        "67124000\t67124009\t10\tOdense\n"
        "67124100\t\t20\tVejle\n"
        "67124200\t19\t\tVejle\n"
        "67124300\t67124300\t1\tVejle\n"
        "67124500\t67124400\t\tKolding\n"
        "67124600\t\tmange\tKolding\n"
        "67124700\t67124709\t9\tKolding\n"
        "67124800-09\t\t10\tKolding\n",
        [
            (O,),
            (O,),
            (R, "+4567124000", 10),
            (R, "+4567124100", 20),
            (R, "+4567124200", 20),
            (N, "+4567124300"),
            (X,),
            (X,),
            (X,),
            (R, "+4567124800", 10),
        ],
        encoding="utf-16",
        targets={"A": "number", "B": "last", "C": "count", "D": "site"},
    ),
    Case(
        "users of Microsoft Teams",
        "UserPrincipalName,DisplayName,LineURI\n"
        "a@example.com,A,tel:+4567123400;ext=12\n"
        "b@example.com,B,tel:+4567123401\n"
        "c@example.com,C,\n"
        "d@example.com,D,tel:+4567123400;ext=13\n",
        [(O,), (N, "+4567123400"), (N, "+4567123401"), (O,), (F, "+4567123400")],
        targets={"A": "user", "C": "number"},
    ),
    Case(
        "users of 3CX, whose column Number holds extensions",
        "Number,FirstName,LastName,EmailAddress,MobileNumber,AuthID,OutboundCallerID,DID\n"
        "100,Anna,A,a@example.com,67123410,x1,67123400,67123400\n"
        "101,Bo,B,b@example.com,,x2,67123400,67123401\n"
        "102,Carl,C,c@example.com,67123411,x3,67123400,\n"
        "103,Dora,D,d@example.com,,x4,67123400,\n",
        [
            (O,),
            (N, "+4567123410", "+4567123400"),
            (N, "+4567123401"),
            (N, "+4567123411"),
            (O,),
        ],
        targets={"A": "", "B": "user", "E": "number", "G": "", "H": "number"},
    ),
    Case(
        "destinations of FusionPBX",
        "destination_type,destination_prefix,destination_number,destination_enabled\n"
        "inbound,45,67123400,true\n"
        "inbound,44,2079460958,true\n"
        "inbound,,+4567123401,true\n",
        [(O,), (N, "+4567123400"), (N, "+442079460958"), (N, "+4567123401")],
        targets={"B": "country_code", "C": "number"},
    ),
    Case(
        "inbound routes of FreePBX, whose column of numbers is called extension",
        "cidnum,extension,destination,description\n"
        ',67123400,"ext-group,600,1",Reception\n'
        ',_671235XX,"ext-queues,601,1",Support\n',
        [(O,), (N, "+4567123400"), (R, "+4567123500", 100)],
        targets={"B": "number", "C": "destination", "D": "note"},
    ),
    Case(
        "a carrier's invoice specification",
        "Kundenr.|Abonnement|Telefonnummer|Periode|Beløb\n"
        "10203040|Fastnet|67 12 34 00|01-11-2026 - 30-11-2026|129,00\n"
        "10203040|Fastnet|67 12 34 01|01-11-2026 - 30-11-2026|129,00\n"
        "10203040||Subtotal||258,00\n",
        [(O,), (N, "+4567123400"), (N, "+4567123401"), (O,)],
        targets={"A": "account", "C": "number"},
    ),
    Case(
        "a British list whose zeros Excel took away",
        "Site,DDI range,Notes\n"
        "London,2079460000,zero gone\n"
        "London,020 7946 0010-0019,block\n"
        "London,+44 (0)20 7946 0020,\n"
        "London,020 7946 0021 ext 9,\n"
        "London,02079460022 / 0023,\n",
        [
            (O,),
            (N, "+442079460000"),
            (R, "+442079460010", 10),
            (N, "+442079460020"),
            (N, "+442079460021"),
            (N, "+442079460022", "+442079460023"),
        ],
        region="GB",
        targets={"A": "site", "B": "number", "C": "note"},
    ),
    Case(
        "an American list",
        "Phone Number,Location,Account Number\n"
        "(212) 555-0100,HQ,4711\n"
        "212.555.0101,HQ,4711\n"
        "1-212-555-0102 x12,HQ,4711\n"
        "+1 212 555 0103,HQ,4711\n"
        "212-555-0110 - 212-555-0119,HQ,4711\n"
        "2.12555E+09,HQ,4711\n",
        [
            (O,),
            (N, "+12125550100"),
            (N, "+12125550101"),
            (N, "+12125550102"),
            (N, "+12125550103"),
            (R, "+12125550110", 10),
            (X,),
        ],
        region="US",
        targets={"A": "number", "B": "site", "C": "account"},
    ),
    Case(
        "a mail",
        "Hej,\n"
        "\n"
        "Vi vil flytte hovednummeret 67 12 34 00 og serien 67 12 35 00-19.\n"
        "Kundenr. 67129999, CVR 12345678, faktura 67128888 på kr 1.234,50 fra 22-11-2026\n"
        "Reception: 67 12 34 01\n"
        "Fax 67 12 34\n"
        "12345678\n"
        "Venlig hilsen\n",
        [(O,), (R, "+4567123400", 21), (O,), (N, "+4567123401"), (O,), (X,), (O,)],
    ),
    Case(
        "a list without a heading, a number in each line",
        "67123400\n67123401\n67 12 34 02 lok 3\n+4567123400\n",
        [(N, "+4567123400"), (N, "+4567123401"), (N, "+4567123402"), (F, "+4567123400")],
    ),
    Case(
        "running numbers called Nr, and two columns of phones",
        "Nr;Navn;Fastnet;Mobil\n1;Per;67123400;68123400\n2;Pia;;68123401\n3;Bo;;\n",
        [(O,), (N, "+4567123400", "+4568123400"), (N, "+4568123401"), (O,)],
        targets={"A": "", "B": "user", "C": "number", "D": "number"},
    ),
    Case(
        "a number in the remarks of a row that has none",
        "Nummer;Bemærkning\n67123400;ok\n;nyt nummer er 67123499\n",
        [(O,), (N, "+4567123400"), (X,)],
    ),
    Case(
        "line breaks inside cells",
        'Nummer,Note\r\n"67123400\r\n67123401","to\r\nlinjer"\r\n67123402,x\r\n',
        [(O,), (N, "+4567123400", "+4567123401"), (N, "+4567123402")],
    ),
    Case(
        "a quotation mark that is never closed",
        'Nummer;Note\n67123400;"5 tommer\n67123401;x\n67123402;y\n',
        [(O,), (N, "+4567123400"), (N, "+4567123401"), (N, "+4567123402")],
    ),
]
