"""Is the vector of our own encoder the same without the rest of it?"""

from __future__ import annotations

import torch

from core.net.encoder import Encoder
from core.net.rivals.whole import Whole
from tests.core.net.small import SMALL, frames_of


def test_the_vector_is_that_of_the_encoder() -> None:
    torch.manual_seed(3)
    encoder = Encoder(SMALL).eval()
    torch.manual_seed(3)
    whole = Whole(SMALL).eval()
    frames = frames_of(range(2))
    with torch.inference_mode():
        assert torch.equal(whole(frames), encoder(frames).vector)
    assert not [name for name, _ in whole.named_parameters() if "local" in name]
