"""How many signatures a second does the network learn from, and what share is that of what this machine
does on the same layers?

The layers' matrix products alone, forward and twice backward, are timed on blocks that fit the cache: no
training can be faster. The share is that time, in the faster of the two formats, over the time of a whole
step: drawing, variation, both branches, losses, gradients and the optimiser.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch

from core.data.made_up import made_up_frames
from core.net.cost import Product, products
from core.training.arena import keep_memory
from core.training.config import TrainingConfig
from core.training.loop import Training, uses_bf16
from tests.benchmarks.harness import Figure, measure

WRITERS = 24
STEPS = 5
ROWS = 2048
"""Rows of a block: its factors and product stay in the cache."""
LEAST_SHARE = 0.4
CPU = torch.device("cpu")


def run() -> list[Figure]:
    keep_memory()
    frames = made_up_frames(range(WRITERS))
    config = TrainingConfig(genuine=5, random_pairs=96, made_up_steps=0, made_up_share=0.0, made_up_writers=0)
    with tempfile.TemporaryDirectory() as folder:
        training = Training(
            config, real=frames, made_up=None, development=frames, folder=Path(folder), device=CPU
        )
        step_ms = measure(lambda: training._step(0), runs=STEPS, warm_up=2).median_ms
    images = config.signatories * (config.genuine + config.forged)
    layers = products(training.twin.encoder)
    alone = {
        name: images * sum(product_ms(layer, dtype) for layer in layers)
        for name, dtype in (("bf16", torch.bfloat16), ("fp32", torch.float32))
    }
    used = "bf16" if uses_bf16(CPU) else "fp32"
    share = min(alone.values()) / step_ms
    return [
        Figure(f"signatures learnt from a second, in {used}", 1000.0 * images / step_ms, "/s"),
        *(Figure(f"a step's matrix products alone, {name}", ms, "ms") for name, ms in alone.items()),
        Figure(f"a step of {images} signatures, in {used}", step_ms, "ms"),
        Figure("training's share of the machine's throughput", share, "", LEAST_SHARE, at_least=True),
    ]


def product_ms(product: Product, dtype: torch.dtype) -> float:
    """Time a layer's product and the two of its gradients for one frame, from a block of ROWS rows."""
    given = torch.randn(ROWS, product.inner).to(dtype)
    weight = torch.randn(product.inner, product.columns).to(dtype)
    made = given @ weight

    def work() -> None:
        torch.mm(given, weight)
        torch.mm(made, weight.t())
        torch.mm(given.t(), made)

    return measure(work, runs=7, warm_up=2).median_ms * product.rows / ROWS
