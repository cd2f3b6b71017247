"""Networks: claims projected to graphs of NetworkX, each with a stated meaning, and their files."""

from ..views import NETWORK_FORMATS, read_network, write_network
from .bipartite import event_network, membership_network
from .dealings import dealings_network
from .projections import PROJECTIONS, Projection, claim_network, project
from .signed import signed_network
from .stances import stance_of
from .ties import chosen_claims, describe_tie

__all__ = [
    "NETWORK_FORMATS",
    "PROJECTIONS",
    "Projection",
    "chosen_claims",
    "claim_network",
    "dealings_network",
    "describe_tie",
    "event_network",
    "membership_network",
    "project",
    "read_network",
    "signed_network",
    "stance_of",
    "write_network",
]
