"""A list as a customer sends it: each of its rows is of another kind."""

LIST = (
    "Telefon;Type;Anvendelse;Bruger;Bemærkning;Udbyder\n"
    "67 12 34 00;Fastnet;Hovednummer;;;Tele\n"
    "67 12 34 10-19;Fastnet;;;serie;Tele\n"
    "67123401;Satellit;bruger;Per;;Tele\n"
    "67123401;mobil;bruger;Pia;;Tele\n"
    "4,57E+09;Fastnet;;;;Tele\n"
    ";;;Bo;;Tele\n"
)


def numbers_of(project):
    return [row.number for row in project.numbers]
