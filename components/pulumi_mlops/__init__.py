"""Components for MLOps stacks on AWS: private, encrypted and least-privilege by construction.

    import pulumi_mlops as mlops

The names stand in `__init__.pyi`, a line a component. Each is imported when it is first used: what all of them need
of pulumi-aws takes seconds.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
