"""What makes two articles one story, read from ``stories.yaml``."""

from typing import Annotated

import yaml
from diplograph.ontology import DataError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

__all__ = ["SETTINGS_FILE", "Settings", "read_settings"]

SETTINGS_FILE = "stories.yaml"

Number = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(ge=0, le=1)]


class Settings(BaseModel):
    """Everything in ``stories.yaml``, which says what each entry means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scheme: Annotated[int, Field(ge=1, le=255)]
    shingle_words: Number
    values: Number
    bands: Number
    rows: Annotated[int, Field(ge=1, le=4)]
    most_characters: Number
    most_words: Annotated[int, Field(ge=1, le=65535)]
    longest_word: Number
    most_names: Number
    least_words: Number
    paragraph_words: Number
    alike: Share
    alike_in_one_outlet: Share
    names: Share
    short_words: Number
    alike_if_short: Share
    names_if_short: Share


def read_settings(text: str) -> Settings:
    """The settings written in ``text`` (YAML). Raises DataError where an entry is missing, unknown or out of range."""
    try:
        settings = Settings.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise DataError(f"{SETTINGS_FILE}: not valid YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise DataError(f"{SETTINGS_FILE}: {'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from error
    if settings.bands * settings.rows > settings.values:
        raise DataError(
            f"{SETTINGS_FILE}: bands: {settings.bands} of {settings.rows} values take more than the {settings.values} there are"
        )
    return settings
