"""Frames as data, and the index that finds them by trigger."""

from .frames import Frame, FrameIndex, RelationFrames, load_frames

__all__ = ["Frame", "FrameIndex", "RelationFrames", "load_frames"]
