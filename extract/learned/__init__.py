"""Learned reader: a small encoder that proposes claims beside the frames, and the model that decides between both."""

from .candidates import CANDIDATE_KINDS, Candidate, CandidateFinder
from .encoding import EncodedWindow, collate, encode
from .finder import FusedClaimFinder, Weighed
from .fusion import FUSION_SIGNS, LOWERING, RAISING, FusionModel, Signs, load_fusion_model
from .labels import MODALITIES, RELATIONS
from .reader import LearnedReader, Proposal, load_reader, read_model
from .unlinked import UnlinkedWords
from .windows import Sentence, Window, between_named, can_hold_claim, make_windows

__all__ = [
    "CANDIDATE_KINDS",
    "FUSION_SIGNS",
    "LOWERING",
    "MODALITIES",
    "RAISING",
    "RELATIONS",
    "Candidate",
    "CandidateFinder",
    "EncodedWindow",
    "FusedClaimFinder",
    "FusionModel",
    "LearnedReader",
    "Proposal",
    "Sentence",
    "Signs",
    "UnlinkedWords",
    "Weighed",
    "Window",
    "between_named",
    "can_hold_claim",
    "collate",
    "encode",
    "load_fusion_model",
    "load_reader",
    "make_windows",
    "read_model",
]
