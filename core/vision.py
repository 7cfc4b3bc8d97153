"""How is torchvision imported beside a torch that lacks torchvision's own operators?

A processor-only torch beside the registry's torchvision fails at `import torchvision`: its compiled half
does not load, and its Python half describes two operators (`nms`, `qnms`) that therefore do not exist.
Declaring their schemas is enough, since nothing here detects objects and nobody calls them. This is the
only module that imports torchvision.
"""

from __future__ import annotations

import torch

_SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
# Kept for as long as the program runs: the schemas go when it goes.
_library = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]


def _declare_missing_operators() -> None:
    """Declare the operators that torchvision's compiled half did not register."""
    for schema in _SCHEMAS:
        name = schema.partition("(")[0]
        if not hasattr(torch.ops.torchvision, name):
            _library.define(schema)  # type: ignore[no-untyped-call]


try:  # either loads torchvision whole
    from torchvision.models import resnet18
    from torchvision.transforms import v2
except RuntimeError:  # "operator torchvision::nms does not exist"
    _declare_missing_operators()
    from torchvision.models import resnet18
    from torchvision.transforms import v2

__all__ = ["resnet18", "v2"]
