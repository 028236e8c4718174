"""SageMaker: keep the resources of a model's life as they were asked for, update, tag and delete them as AWS does.

moto keeps a few members of each request and forgets the others (network isolation, the online store, ...). Here each
object remembers its whole request, and Describe answers from it.
"""

import importlib
import pkgutil

for _module in pkgutil.iter_modules(__path__, f"{__name__}."):
    importlib.import_module(_module.name)  # answers its operations from now on
