"""Names of news outlets."""

from ..words import english, read_yaml

__all__ = ["load_outlets"]


def load_outlets() -> dict[str, str]:
    """Every name of a news outlet with the outlet's canonical name."""
    outlets = {}
    for canonical, others in read_yaml(english("outlets.yaml")).items():
        for text in (canonical, *others):
            outlets[text] = canonical
    return outlets
