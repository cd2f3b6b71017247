"""What shapes, lines and colours mean, and that everybody can tell them apart."""

import math
from importlib.resources import files

import pytest
from diplograph.graph.page.appearance import load_appearance, read_appearance
from diplograph.ontology import DataError, Modality, Polarity, load_schema

TEXT = files("diplograph.graph.page").joinpath("appearance.yaml").read_text("utf-8")


def test_every_class_of_the_ontology_has_a_kind_of_its_own_or_of_its_superclass() -> None:
    schema, appearance = load_schema(), load_appearance()
    expected = {"State": "state", "ArmedGroup": "armed", "Person": "person", "Meeting": "event", "Organization": "organization"}
    assert {name: appearance.classify(name, schema).name for name in expected} == expected
    assert appearance.classify("Unheard", schema).name == "actor"


def test_each_way_of_putting_a_claim_has_dashes_of_its_own() -> None:
    appearance = load_appearance()
    patterns = {appearance.dash_pattern(Polarity.AFFIRMED, modality) for modality in Modality}
    assert len(patterns | {appearance.dash_pattern(Polarity.NEGATED, Modality.ACTUAL)}) == len(Modality) + 1


def test_each_family_ends_in_a_head_of_its_own_so_that_no_colour_is_needed() -> None:
    families = load_appearance().families
    assert len({family.head for family in families}) == len(families)


def test_each_kind_has_a_shape_of_its_own_so_that_no_colour_is_needed() -> None:
    kinds = load_appearance().kinds
    assert len({kind.name if kind.shape == "image" else kind.shape for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("class: State,", "class: Sate,", r"appearance.yaml: kinds: state: 'Sate' is no class"),
        ("name: dealing,", "name: deals,", r"appearance.yaml: families: has deals, .*it must have dealing"),
        ('"#3d6fa8"', '"blue"', r"appearance.yaml: kinds.0.colour.0: String should match"),
        ("head: box,", "head: bow,", r"appearance.yaml: families.1.head: Input should be"),
        ("[memberOf]", "[memberOff]", r"appearance.yaml: membership: 'memberOff' is no relation"),
        ("[excludedFrom, participatesIn]", "[excludedFrom, attends]", r"appearance.yaml: contraries: 'attends' is no relation"),
        (
            "excludedFrom/kept out",
            "excludedFrom/kept in",
            r"appearance.yaml: exclusion: 'kept in' is no manner of excludedFrom",
        ),
        ("contraries:", "opposites:", r"appearance.yaml: contraries: Field required"),
        ("grounds:", "grounds: [", r"appearance.yaml: not valid YAML"),
    ],
)
def test_mistake_in_the_table_is_told_with_its_entry(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(DataError, match=message):
        read_appearance(TEXT.replace(old, new, 1), load_schema())


def linear(colour: str) -> list[float]:
    values = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    luminances = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_lines_stand_out_from_the_paper(theme: str) -> None:
    colours = load_appearance().colours(theme)  # type: ignore[arg-type]
    for ground in ("paper", "card"):
        assert contrast(colours["ink"], colours[ground]) >= 7
        assert contrast(colours["ink-soft"], colours[ground]) >= 4.5
        drawn = [name for name in colours if name.startswith(("family-", "kind-"))]
        assert all(contrast(colours[name], colours[ground]) >= 3 for name in drawn if name != "kind-event"), theme
    assert contrast(colours["ink"], colours["mark"]) >= 4.5
    assert contrast(colours["ink"], colours["event-fill"]) >= 7


# Machado, Oliveira and Fernandes 2009, full severity.
COLOUR_VISION = {
    "trichromat": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanope": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranope": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanope": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def seen_colour(colour: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as somebody with this vision sees it."""
    r, g, b = (min(max(sum(w * c for w, c in zip(row, linear(colour), strict=True)), 0), 1) for row in COLOUR_VISION[vision])
    white = (0.95047, 1.0, 1.08883)
    xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b, 0.2126 * r + 0.7152 * g + 0.0722 * b, 0.0193 * r + 0.1192 * g + 0.9505 * b)
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / w for v, w in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", COLOUR_VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_families_keep_apart_for_every_colour_vision(theme: str, vision: str) -> None:
    colours = load_appearance().colours(theme)  # type: ignore[arg-type]
    families = {name: seen_colour(value, vision) for name, value in colours.items() if name.startswith("family-")}
    distances = {
        (one, other): math.dist(families[one], families[other]) for one in families for other in families if one < other
    }
    assert min(distances.values()) >= 16, min(distances.items(), key=lambda item: item[1])
