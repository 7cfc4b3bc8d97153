"""Do made-up scans look like scans: paper of its tone, ink darker, resolution kept?"""

from __future__ import annotations

import numpy as np

from core.data.synthetic.scan import Paper, Pen, draw_paper, draw_pen, render
from core.data.synthetic.seeds import generator
from core.data.synthetic.writer import make_writer

WHITE = Paper(tone=240.0, shade=2.0, grain=0.5)
BALLPOINT = Pen(width_mm=0.4, contrast=0.5, darkness=0.85, fade=0.4, skips=0.2)


def test_paper_keeps_its_tone_and_ink_is_far_darker() -> None:
    page = render(make_writer(1).genuine(0), rng=generator(1), pen=BALLPOINT, paper=WHITE)
    assert abs(float(np.median(page.grey)) - WHITE.tone) < 6.0
    assert page.grey.min() < 110
    assert 0.005 < float((page.grey < 150).mean()) < 0.3


def test_size_on_paper_does_not_depend_on_resolution() -> None:
    strokes = make_writer(2).genuine(0)
    low, high = (render(strokes, rng=generator(1), dpi=dpi) for dpi in (200.0, 400.0))
    assert (low.dpi, high.dpi) == (200.0, 400.0)
    assert abs(high.width_px - 2 * low.width_px) <= 2


def test_ruled_paper_carries_lines_across_the_page() -> None:
    ruled = Paper(tone=240.0, shade=0.0, grain=0.2, ruled_mm=7.0)
    page = render(make_writer(3).genuine(0), rng=generator(1), pen=BALLPOINT, paper=ruled)
    across = (page.grey < 215).mean(axis=1)
    assert across.max() > 0.95
    assert np.median(across) < 0.5


def test_bitonal_scan_has_two_levels() -> None:
    page = render(make_writer(4).genuine(0), rng=generator(1), is_bitonal=True)
    assert set(np.unique(page.grey)) == {0, 255}


def test_any_pen_on_any_paper_leaves_a_signature_to_see() -> None:
    for seed in range(12):
        rng = generator(seed)
        paper = draw_paper(rng)
        page = render(make_writer(seed).genuine(0), rng=rng, dpi=200.0, pen=draw_pen(rng), paper=paper)
        assert float(np.percentile(page.grey, 0.2)) < paper.tone - 60.0


def test_the_same_generator_gives_the_same_scan() -> None:
    strokes = make_writer(5).genuine(0)
    first, second = (render(strokes, rng=generator(7)).grey for _ in range(2))
    assert np.array_equal(first, second)
