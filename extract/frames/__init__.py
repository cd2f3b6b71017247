"""Frames as data, and the index that finds them by trigger."""

from .frames import ANY, Frame, FrameIndex, RelationFrames, load_frames

__all__ = ["ANY", "Frame", "FrameIndex", "RelationFrames", "load_frames"]
