"""Grades in a process of its own, so that the picture never stops for it.

One job at a time; the process starts with the first job and ends with the judge.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

from content import texts
from content.errors import Refusal
from content.texts import _

T = TypeVar("T")


class Verdict(Generic[T]):
    """A grade on its way."""

    def __init__(self, future: "Future[T]") -> None:
        self._future = future

    @property
    def done(self) -> bool:
        """Whether the result (or the reason why there is none) has arrived."""
        return self._future.done()

    def result(self) -> T:
        """Wait for the result. Raises Refusal where the job refused, failed or died."""
        try:
            return self._future.result()
        except BrokenProcessPool as e:
            raise Refusal(
                _("The grading process ended unexpectedly. Nothing was lost; please try again.")
            ) from e
        except Refusal:
            raise
        except Exception as e:  # a fault in a scorer must not end the lesson
            sentence = _("The grading failed ({reason}). Nothing was lost; please report this.")
            raise Refusal(sentence.format(reason=repr(e))) from e


class Judge:
    """Runs module-level functions with picklable arguments beside the window."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def ask(self, job: Callable[..., T], *args: object) -> Verdict[T]:
        """Start `job(*args)` and return at once."""
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            # It speaks the language of the window: why a recording is refused is said there.
            self._pool = ProcessPoolExecutor(1, spawn, texts.use, (texts.lang(),))
        try:
            return Verdict(self._pool.submit(job, *args))
        except BrokenProcessPool:
            self.close()
            return self.ask(job, *args)

    def close(self) -> None:
        """End the process at once: a window that was closed waits for no job."""
        if self._pool is not None:
            workers = list((self._pool._processes or {}).values())  # no public way before 3.14
            self._pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.terminate()
            self._pool = None
