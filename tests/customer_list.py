"""A list as customers send it, small enough to know what becomes of each row."""

MESSY = """Nummeroversigt Nordlys;;;
Telefonnr.;Bruger;Afdeling;Type
67 12 34 00;Reception;Odense;fastnet
67123410-19;Kø;Odense;fastnet
67 12 34 05;Lager;Odense;fastnet
67 12 34 00;igen;Odense;fastnet
67 12 34;kort;Vejle;fastnet
4,57E+09;afrundet;Vejle;alarmlinje
"""
