"""What everything in the invented place is called; no name or code is a real one."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CITY_WARDS",
    "CITY_WARDS_BEFORE",
    "COUNTY",
    "COUNTY_CODE",
    "DISTRICTS",
    "ELSEWHERE",
    "FACILITIES",
    "FORCE_AREAS",
    "FORCE_ID",
    "FORCE_NAME",
    "PARTNERSHIP",
    "PLACE",
    "REGION",
    "REGION_CODE",
    "STREETS",
    "STREET_KINDS",
    "STUDENT_WARD",
    "District",
]

PLACE = "Wrenminster"
COUNTY, COUNTY_CODE = "Wrenshire", "E10999001"
REGION, REGION_CODE = "Wren Valley", "E12999001"
FORCE_ID, FORCE_NAME = "wrenshire", "Wrenshire Police"
FORCE_AREAS = (
    ("E23999001", "Wrenshire"),
    ("E23999002", "Fennmarch"),
    ("E23999003", "Holmavale"),
)
"""Code and name of the city's own police force area, then two to compare with."""


@dataclass(frozen=True)
class District:
    """A district: its codes, its partnership and its wards outwards from the centre."""

    code: str
    name: str
    csp_code: str
    csp_name: str
    wards: tuple[str, ...]


STUDENT_WARD = "Scholars' Reach"
CITY_WARDS = (
    "Minsterfold",
    "Tannersgate",
    "Ropewalk Green",
    "Malthouse & Quay",
    "St Wystan's",
    "Brassworks",
    STUDENT_WARD,
    "Quarrywell",
    "Otterbrook",
    "Lanternfield",
    "Kettlewick",
    "Weavermoor",
    "Collierhope",
    "Sallowbank",
    "Foxholme Rise",
    "Thistlecross",
    "Harebell Heath",
    "Marrowfield",
    "Damson End",
    "Skylark Top",
)
"""Wards of the city since May 2019, from the centre outwards."""

CITY_WARDS_BEFORE = (
    "Minsterfold",
    "Tannersgate",
    "Ropewalk",
    "Quayside",
    "St. Wystan's",
    "Brassworks",
    "College Reach",
    "Quarrywell Hill",
    "Otterbrook",
    "Lampfield",
    "Kettlewick North",
    "Kettlewick South",
    "Collierhope",
    "Withybank",
    "Foxholme",
    "Thistledown",
    "Harebell",
    "Marrowfield East",
    "Damson Lane",
    "Skylark",
)
"""Wards of the city until May 2019; some names live on with another area."""

DISTRICTS = (
    District("E06999001", PLACE, "E22999001", PLACE, CITY_WARDS),
    District(
        "E07999001",
        "Oxmarsh",
        "E22999002",
        "North Wrenshire",
        ("Oxmarsh Market", "Netherfallow", "Gannet's Lode", "Upper Sedge", "Mereholt"),
    ),
    District(
        "E07999002",
        "Tillenvale",
        "E22999003",
        "South Wrenshire",
        ("Tillenfold", "Haywarden", "Crowmarket", "Bellcote", "Swinfold"),
    ),
    District(
        "E07999003",
        "Brindlemoor",
        "E22999003",
        "South Wrenshire",
        ("Brindle Fold", "Peatstead", "Ashlingdene", "Ewe Rise", "Moorgrave"),
    ),
)
PARTNERSHIP = f"{PLACE} Community Safety Partnership"
ELSEWHERE = ("Fenholt", "Haverscar", "Quenby Vale", "Sternmouth", "Ullathwick")
"""Invented districts of other forces, where badly placed rows end up."""

_STREETS = (
    "Adderstone Alderfold Apricot Bantam Barleymow Beadle Bellwether Bramblegate "
    "Brimstone Buttercross Candlewick Cartwright Chaffinch Cinderhill Clockmaker "
    "Cobbler Cordwainer Cowslip Curlew Damask Dovecote Drovers Eiderdown Falconer "
    "Farrier Fennel Fletcher Fuller Goldfinch Greenfinch Haymaker Hazelnut Heron "
    "Hollyhock Hopfield Ironmonger Jackdaw Juniper Kestrel Kingfisher Lacemaker "
    "Lamplighter Lapwing Linnet Mallard Marigold Mercer Millrace Mulberry Nettlebed "
    "Nightingale Nutmeg Orchard Osprey Oxlip Parchment Partridge Pepperbox Pewter "
    "Pinfold Primrose Quince Redwing Saddler Saffron Sandpiper Sorrel Spindle "
    "Starling Sycamore Tallow Teasel Thatcher Thimble Throstle Turnstone Vellum "
    "Wagtail Waxwing Weaver Wheatear Whitethorn Willowherb Winnow Woolpack Yarrow"
)
STREETS = tuple(_STREETS.split())
_STREET_KINDS = (
    "Street Street Road Road Road Close Close Avenue Drive Lane Crescent Gardens "
    "Court Way Grove Place Terrace Walk"
)
STREET_KINDS = tuple(_STREET_KINDS.split())
"""Ends of street names, as often as they occur."""
FACILITIES = (
    "Supermarket",
    "Parking Area",
    "Petrol Station",
    "Sports/Recreation Area",
    "Nightclub",
    "Shopping Area",
    "Bus/Coach Station",
    "Park/Open Space",
    "Hospital",
)
"""Kinds of place that data.police.uk names instead of a street."""
