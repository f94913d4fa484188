"""The rules on words that any business could write down: texts that have them, and look-alikes."""

import pytest

from bmc_tui.review.rules.vague import is_everyone
from tests.unit.review.test_review import (
    CHANNELS,
    COSTS,
    PARTNERS,
    RELATIONS,
    RESOURCES,
    REVENUE,
    VALUE,
    findings_of,
    more,
    rules_of,
)

PLATITUDES = (
    *(
        "Passie voor ons vak",
        "Passion for our craft",
        "World-class collection",
        "Excellent treatment",
    ),
    *("Wij ontzorgen u volledig", "We take all worries off your hands", "Hoogwaardige koffie"),
    *("State-of-the-art equipment", "De modernste apparatuur"),
    "One-stop shop",
    "One stop shop",
    "Best price/quality ratio",
    "A passionate team",
    "Wide range",
    "Expert advice",
    "24/7",
    "24/7 support",
    "Exciting, unique, unforgettable",
    "Value for money",
    "Hassle-free",
    "Everything under one roof",
    "A wide selection of quality products",
    "Always available",
    "Dedicated, knowledgeable staff",
    "Fun for everyone",
    "Great atmosphere",
    "Fast delivery",
    "Competitive prices",
    "State-of-the-art solutions",
    "An unforgettable experience",
    "Peace of mind",
    "World class service",
    "Performance",
    "Alles onder één dak",
    "Beste prijs-kwaliteitverhouding",
    "Goede prijs/kwaliteitverhouding",
    "Een bevlogen team",
    "Ruim assortiment",
    "Breed aanbod van producten",
    "Deskundig advies",
    "24/7 bereikbaar",
    "Spannend, uniek en onvergetelijk",
    "Waar voor je geld",
    "De klant is koning",
    "Vakkundig personeel",
    "Gezellige sfeer",
    "Snelle levering",
    "Persoonlijke aandacht",
    "Voor iedereen een leuke ervaring",
    "Gebruiksgemak",
    "Scherpe prijzen",
    "Tailored solutions",
    "Healthy and tasty",
    "Highest standards",
    "Satisfaction guaranteed",
    "Hoge kwaliteit tegen lage prijs",
    "Klanttevredenheid staat voorop",
    "Gezond en lekker",
    "Meedenken met de klant",
    "Jarenlange ervaring",
    "Ontzorging van A tot Z",
)
NO_PLATITUDES = (
    *("Passion fruit", "World-class collection of 17th-century clocks", "Excellent for bad backs"),
    "Delivery within an hour",
    "A shop for left-handed people",
    "Wide range of vintage bikes",
    "24/7 vet on the phone",
    "Price fixed for two years",
    "Expert advice on old roofs",
    "Unique wedding rings from family gold",
    "A team that speaks Polish",
    "Fun for rainy afternoons",
    "Fresh bread at six",
    "Safe swimming for toddlers",
    "Levering binnen een uur",
    "Ruime keuze aan oude rassen",
    "24/7 een monteur aan de lijn",
    "Vaste prijs, twee jaar lang",
    "Advies over asbest",
    "Leuke route langs zes molens",
    "Eén factuur per jaar",
    "Personeel dat gebaren kent",
    "Healthy meals for diabetics",
    "Korte lijnen met de gemeente",
    "Verse vis op vrijdag",
    "Meedenken over subsidies",
)
EVERYBODY = (
    *("The Dutch", "British people", "De Belgen", "Amerikanen"),
    "Millennials and Gen Z",
    "Gen-Z, millennials and boomers",
    "All pet owners in Europe",
    "Pet owners in Europe",
    "All homeowners in the Netherlands",
    "Every family",
    "All parents",
    "Kids and adults",
    "Children, adults and the elderly",
    "All restaurants worldwide",
    "Every dentist in the world",
    "Professionals",
    "Internet users",
    "Families across Europe",
    "Millennials en generatie Z",
    "Alle huisdierbezitters in Europa",
    "Alle huiseigenaren in Nederland",
    "Alle ouders",
    "Elk gezin",
    "Kinderen en volwassenen",
    "Jong en oud",
    "Alle restaurants wereldwijd",
    "Gezinnen in heel Europa",
    "Werkenden",
    "Zowel jongeren als ouderen",
    "Households in Belgium",
    "People with a smartphone",
    "Bedrijven van elke omvang",
    "Millennials, Gen Z en ouderen",
)
NOT_EVERYBODY = (
    *("Dutch bulb growers", "French teachers", "British expats in Spain"),
    "Millennials who rent in Ghent",
    "Gen Z",
    "Pet owners in Zwolle",
    "All dentists in Zwolle",
    "All parents of our school",
    "Pet owners with two dogs or more in Europe",
    "All boat owners with a mooring in Europe",
    "Families with a garden",
    "Parents in the Netherlands",
    "Kids and their parents",
    "Children",
    "Adults who learn to swim",
    "Professionals in elderly care",
    "World travellers by bicycle",
    "Ouders die nachtdiensten draaien",
    "Alle ouders van groep 8",
    "Huisdierbezitters in Zwolle",
    "Alle tandartsen in Drenthe",
    "Alle campings in Europa met een zwembad",
    "Jongeren van 12 tot 18",
    "Kinderen met dyslexie",
    "Gezinnen zonder auto",
    "Generatie Z op het mbo",
    "Starters en senioren",
    "Ouderen op het platteland",
    "Gen Z and their parents",
    "Households with solar panels",
    "Bedrijven met een smartphone-app",
)


@pytest.mark.parametrize("text", PLATITUDES)
def test_a_value_that_is_nothing_but_praise_is_a_platitude(text: str) -> None:
    canvas = more(VALUE, f"{text} @staff")
    assert [finding.text for finding in findings_of(canvas, "platitude")] == [f"{text} @staff"]


@pytest.mark.parametrize("text", NO_PLATITUDES)
def test_one_word_that_says_more_makes_it_none(text: str) -> None:
    assert "platitude" not in rules_of(more(VALUE, f"{text} @staff"))


@pytest.mark.parametrize("text", EVERYBODY)
def test_a_segment_of_a_mass_leaves_nobody_out(text: str) -> None:
    assert is_everyone(text)


@pytest.mark.parametrize("text", NOT_EVERYBODY)
def test_a_segment_with_a_bound_is_not_everybody(text: str) -> None:
    assert not is_everyone(text)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (RESOURCES, "Knowledge"),
        (RESOURCES, "Kennis"),
        (RESOURCES, "Our team"),
        (RESOURCES, "Kapitaal"),
        (PARTNERS, "Investors"),
        (PARTNERS, "Overheid"),
        (COSTS, "Overhead"),
        (COSTS, "Diversen"),
        (RELATIONS, "Trust"),
        (RELATIONS, "Vertrouwen"),
        (CHANNELS, "Online"),
        (REVENUE, "Sales"),
        (RESOURCES, "Customer relationships"),
        (RESOURCES, "De klantrelaties"),
        (COSTS, "Vaste kosten"),
    ],
)
def test_the_name_of_a_class_alone_says_nothing(block: object, text: str) -> None:
    found = findings_of(more(block, text), "one_word")  # type: ignore[arg-type]
    assert [finding.text for finding in found] == [text]


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (RESOURCES, "Oven"),
        (RESOURCES, "Knowledge of old roofs"),
        (PARTNERS, "Rabobank"),
        (COSTS, "Marketing"),
        (COSTS, "Huur"),
        (COSTS, "Overhead #fixed"),
        (COSTS, "Overhead € 200 per month"),
        (CHANNELS, "Webshop"),
        (REVENUE, "Subscriptions"),
        (VALUE, "Service"),
    ],
)
def test_the_name_of_a_thing_does(block: object, text: str) -> None:
    assert text not in [finding.text for finding in findings_of(more(block, text), "one_word")]  # type: ignore[arg-type]
