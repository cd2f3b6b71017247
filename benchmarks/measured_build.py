"""One build in a process of its own, and what it took, for other benchmarks.

    python benchmarks/measured_build.py ARCHIVE STORE [--extractor NAME] [--workers N] [--dask ADDRESS] [--batch N]

Prints one line of JSON: the report of the build; seconds of the processor of this process and of its workers together; and the
most memory that this process, and the largest worker, had at a time, in bytes. The extractor ``slow`` only waits.
"""

import argparse
import json
import resource
import sys
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("store", type=Path)
    parser.add_argument("--extractor", default="frames")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--dask")
    parser.add_argument("--batch", type=int, help="Articles of a batch, in place of the usual number.")
    options = parser.parse_args()
    from diplograph.graph import KnowledgeGraph
    from diplograph.graph.building import job
    from slow_extractor import SlowExtractor

    if options.batch:
        job.BATCH_ARTICLES = options.batch
    with KnowledgeGraph.build(
        options.archive,
        extractor=SlowExtractor() if options.extractor == "slow" else options.extractor,
        store=options.store,
        workers=options.workers,
        dask=options.dask,
        on_error="collect",
    ) as graph:
        assert graph.report is not None
        report = graph.report.as_json()
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "report": report,
        "own_seconds": own.ru_utime + own.ru_stime,
        "workers_seconds": others.ru_utime + others.ru_stime,
        "own_bytes": own.ru_maxrss * 1024,
        "worker_bytes": others.ru_maxrss * 1024,
    }
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
