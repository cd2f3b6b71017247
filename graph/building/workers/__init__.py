"""Workers: who extracts the documents of a build, processes of this machine or those of a Dask cluster."""

from .choice import MOST_WORKERS, check_workers, count_cores, hire, look_ahead
from .workforce import Workforce

__all__ = ["MOST_WORKERS", "Workforce", "check_workers", "count_cores", "hire", "look_ahead"]
