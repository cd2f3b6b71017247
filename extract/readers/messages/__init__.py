"""What is written as messages are: e-mail, and pages that browsers have saved in one file."""

from .mail import read_mail
from .mhtml import read_mhtml

__all__ = ["read_mail", "read_mhtml"]
