"""Does torchvision work beside the torch that is installed?"""

from __future__ import annotations

import torch

from core.vision import resnet18, v2


def test_a_frame_can_be_turned_and_bent() -> None:
    frame = torch.zeros(1, 32, 64)
    frame[:, 8:24, 16:48] = 1.0
    turned = v2.functional.affine(frame, angle=90.0, translate=[0, 0], scale=1.0, shear=[0.0, 0.0])
    assert turned.shape == frame.shape
    assert turned[0, 16, 32] == 1.0
    assert turned[0, 16, 18] == 0.0
    assert v2.ElasticTransform(alpha=10.0)(frame).shape == frame.shape


def test_its_models_come_with_it() -> None:
    with torch.inference_mode():
        assert resnet18(weights=None, num_classes=3).eval()(torch.zeros(1, 3, 32, 32)).shape == (1, 3)
