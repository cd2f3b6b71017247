"""Stories in a store: which articles tell the same in the same words, kept true with every write."""

from .keeper import StoryChange, StoryKeeper, index_sketches, restore_stories

__all__ = ["StoryChange", "StoryKeeper", "index_sketches", "restore_stories"]
