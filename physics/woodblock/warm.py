"""Makes the shop's kernels ready, with a word of how far it is: the first time on a machine they
are compiled, afterwards they are read from where they were kept.
"""

import importlib
import pkgutil
from collections.abc import Callable

from physics import woodblock

Told = Callable[[float], None]


def warm_up(told: Told) -> None:
    """Import every module of the craft; `told` hears 0..1.

    Those that are mostly kernels come first and count alike; all others count as one of them.
    """
    names = sorted(info.name for info in pkgutil.iter_modules(woodblock.__path__))
    kernels = [name for name in names if name.endswith("_kernels")]
    told(0.0)
    for k, name in enumerate(kernels):
        importlib.import_module(f"{woodblock.__name__}.{name}")
        told((k + 1) / (len(kernels) + 1))
    for name in names:
        importlib.import_module(f"{woodblock.__name__}.{name}")
    told(1.0)
