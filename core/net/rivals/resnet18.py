"""What is a plain ResNet-18 (He et al. 2016), made to embed a frame?

The network as torchvision has it, untrained, with one input channel and a vector in place of the classes.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from core.vision import resnet18

SIZE = (96, 192)
"""Rows and columns of the input: half the frame's, where it costs what our encoder does on all of it."""
VECTOR = 128


class ResNet18(nn.Module):
    """Frame (N, 1, H, W) to a vector (N, 128) on the unit sphere."""

    def __init__(self) -> None:
        super().__init__()
        self.layers: nn.Module = resnet18(weights=None, num_classes=VECTOR)
        self.layers.conv1 = nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
        nn.init.kaiming_normal_(self.layers.conv1.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, frames: Tensor) -> Tensor:
        x = F.interpolate(frames, SIZE, mode="area")  # (N, 1, 96, 192)
        x = self.layers(x)  # (N, 128)
        return F.normalize(x.float(), dim=1)
