"""Days are found in metadata however programs write them."""

import datetime

import pytest
from diplograph.extract.dates import find_day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-02-18T23:30:00-05:00", "2025-02-18"),
        ("Tue, 18 Feb 2025 23:30:00 -0500", "2025-02-18"),
        ("February 18, 2025", "2025-02-18"),
        ("18/02/2025 10:30", "2025-02-18"),
        ("02/18/2025", "2025-02-18"),
        ("02/02/2025", "2025-02-02"),
        (datetime.datetime(2025, 2, 18, 23), "2025-02-18"),
        ("20250218", "2025-02-18"),
        ("2025021823", "2025-02-18"),
        ("20250218233000", "2025-02-18"),
        ("1739921399", "2025-02-18"),  # 23:29:59 in Greenwich
        ("1739921399.5", "2025-02-18"),
        ("1739921399000", "2025-02-18"),
        (1739921399, "2025-02-18"),
        ("2099999999", "2036-07-18"),
        ("17399213", None),
        ("20250230", None),
        ("2025123", None),
        ("03/02/2025", None),
        ("2025-02-30", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_day_is_found_however_it_is_written_unless_it_may_be_two(value: object, day: str | None) -> None:
    found = find_day(value)
    assert (found and found.isoformat()) == day
