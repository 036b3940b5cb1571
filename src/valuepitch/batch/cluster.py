"""A Dask cluster that the user names does the work of a batch, through the interface of threads of this process."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator

from valuepitch.batch.run import BatchStoppedError, Pool
from valuepitch.errors import FileError

SECONDS = 10  # until a scheduler that does not answer is given up
_RETRIES = 2  # of a page whose worker was lost
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[^\s:/\[\]@]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}")


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The workers of a scheduler.

    Raises:
        FileError: the package is not installed, nobody answers at the address, or there are no workers.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise FileError("--cluster needs distributed", "pip install 'valuepitch[cluster]'") from None
    _check(address)
    with _quiet():
        try:
            client = Client(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise FileError(f"no scheduler answers at {address} ({error})", "name one as tcp://host:8786") from error

        def check() -> None:
            if client.status != "running":
                said = f"the scheduler at {address} is gone"
                raise BatchStoppedError(said, "start it and run the batch again: what was made is kept")

        with client:
            threads = sum(client.nthreads().values())
            if not threads:
                raise FileError(f"the scheduler at {address} has no workers", "start some: dask worker " + address)
            executor = client.get_executor(pure=False, retries=_RETRIES)
            yield Pool(executor, threads, check)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What the package would log on the terminal, with tracebacks, is said by the run itself."""
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict if _is_theirs(name)}
    for name in levels:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def _is_theirs(name: str) -> bool:
    return name.partition(".")[0] == "distributed"


def _check(address: str) -> None:
    """Refuse what a client would take for an address and then hang on."""
    from distributed.security import Security

    if not _ADDRESS.fullmatch(address):
        raise FileError(f"{address or 'nothing'} is no address of a scheduler", "name one as tcp://host:8786")
    if address.startswith("tls://"):
        said = Security().get_connection_args("client")
        if said.get("ssl_context") is None:
            raise FileError(f"{address} needs certificates", "name them in dask's configuration: distributed.comm.tls")
