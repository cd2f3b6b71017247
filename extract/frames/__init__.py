"""Frames as data, and the index that finds them by trigger."""

from .frames import ANY, ANY_NAME, Frame, FrameIndex, RelationFrames, load_frames

__all__ = ["ANY", "ANY_NAME", "Frame", "FrameIndex", "RelationFrames", "load_frames"]
