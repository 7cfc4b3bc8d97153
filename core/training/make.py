"""How does a folder of signatures become a model that the desk can use?

Frames, split, training, calibration on development writers, card: the whole way, resumable at any point.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import torch

from core.data.corpus import find_signatures
from core.data.frames import FrameSet, joined, kept_frames, load_frames, save_frames
from core.data.made_up import made_up_frames, recorded_frames
from core.data.split import Split, cross_split, fold_split, literature_split, random_split
from core.data.synthetic.writer import GENERATOR_VERSION
from core.errors import BadData
from core.image.frame import PREPROCESSING_VERSION
from core.net.checkpoint import ModelCard, save_model
from core.net.twin import Twin
from core.progress import Report, silent
from core.training.config import Course, TrainingConfig
from core.training.development import thinned
from core.training.evaluate import evaluate
from core.training.fitting import fit_judgement
from core.training.loop import Training
from core.training.trials import measure_signatories

RESEARCH = "research use"
TERMS = {
    "bhsig260_hindi": RESEARCH,
    "bhsig260_bengali": RESEARCH,
    "cedar": RESEARCH,
    "sigcomp2011_dutch": RESEARCH,
    "sigcomp2009_nisdcc": RESEARCH,
    "svc2004_task2": f"{RESEARCH}; pen trajectories, drawn",
    "crossmedia_chinese": "MIT",
    "made-up": "ours",
}


@dataclass(frozen=True, eq=False)
class Material:
    """What a training learns from, and the writers it must not meet."""

    frames: FrameSet
    judged: FrameSet
    """The same, but with each recording drawn once: two drawings of one recording are not two signatures."""
    split: Split

    @property
    def training(self) -> FrameSet:
        return self.frames.of_writers(self.split.training)

    @property
    def development(self) -> FrameSet:
        return self.judged.of_writers(self.split.development)

    @property
    def test(self) -> FrameSet:
        return self.judged.of_writers(self.split.test)


def gather(
    folders: Sequence[Path], config: Course, *, cache: Path | None, report: Report = silent
) -> Material:
    """Frame every signature, and every recording in `online/`, under the folders, and split by writer."""
    scans = kept_frames(find_signatures(folders), cache=cache, report=report)
    archives = recordings_in(folders)
    frames = joined([scans, *(recorded_frames(archive) for archive in archives)])
    missing = sorted(set(config.held_out) - set(frames.set_names()))
    if missing:
        raise BadData("data", f"there is no set {missing[0]} in it to hold out")
    split = split_of(frames, config)
    if not split.training or not split.development:
        raise BadData("data", "too few writers to train on some and choose on others")
    judged = joined([scans, *(recorded_frames(archive, pens=1) for archive in archives)])
    return Material(frames, judged, split)


def recordings_in(folders: Sequence[Path]) -> list[Path]:
    """Return the archives of pen trajectories under the folders."""
    return [archive for folder in folders for archive in sorted(folder.glob("online/*.tar.*"))]


def split_of(frames: FrameSet, config: Course) -> Split:
    """Split writers as the recipe says."""
    match config.split:
        case "literature":
            return literature_split(frames)
        case "fold":
            return fold_split(frames, fold=config.fold)
        case "cross":
            return cross_split(frames, held_out=config.held_out)
        case "none":
            return random_split(frames)


def make_model(
    material: Material,
    config: TrainingConfig,
    *,
    out: Path,
    work: Path,
    device: torch.device,
    shared: Path | None = None,
    report: Report = silent,
) -> ModelCard:
    """Train, calibrate, measure and save a model; a run that was stopped goes on from `work`.

    What trainings on other real writers can use as well, made-up writers and what is learnt of them first, is
    kept in `shared`, if named.
    """
    made_up = made_up_writers(config, work=shared or work, report=report)
    training = Training(
        config,
        real=material.training,
        made_up=made_up,
        development=thinned(material.development),
        folder=work,
        device=device,
        shared=shared,
    )
    twin = training.run(report)
    card = calibrated_card(twin, material, config, device=device, report=report)
    if material.split.test:
        figures = evaluate(twin, card, material.test, device=device, report=report)
        card = card.model_copy(update={"figures": tuple(figures)})
    saved = save_model(twin, card, out)
    out.with_suffix(".curve.json").write_text(json.dumps(training.progress.curve, indent=1) + "\n", "utf-8")
    return saved


def calibrated_card(
    twin: Twin,
    material: Material,
    config: TrainingConfig,
    *,
    device: torch.device,
    report: Report = silent,
) -> ModelCard:
    """Fit calibration and thresholds on development writers and fill in the card."""
    measured = measure_signatories(twin, material.development, device=device, report=report)
    judgement = fit_judgement(measured)
    today = datetime.now(UTC).date().isoformat()
    return ModelCard(
        name=f"{config.name} {today}",
        created=today,
        encoder=config.encoder,
        recipe=config.model_dump(mode="json"),
        seed=config.seed,
        training_sets=_described(material, config),
        calibrations=judgement.calibrations,
        thresholds=judgement.cut,
        operating_points=judgement.points,
    )


def made_up_writers(config: Course, *, work: Path, report: Report = silent) -> FrameSet | None:
    """Return the made-up writers that a training learns from, made once and kept in `work`; none if none."""
    if not config.learns_from_made_up:
        return None
    path = work / f"made-up-{config.made_up_writers}-{GENERATOR_VERSION}-{PREPROCESSING_VERSION}.safetensors"
    if path.is_file():
        return load_frames(path)
    frames = made_up_frames(range(config.made_up_writers), report=report)
    save_frames(frames, path)
    return frames


def _described(material: Material, config: TrainingConfig) -> dict[str, str]:
    """Say what was used of each set; a set that was held out whole was not used."""
    sides = {"training": material.split.training, "development": material.split.development}
    sets: dict[str, str] = {}
    for name in sorted(set(material.frames.set_names())):
        counts = {
            side: sum(writer.split("/")[0] == name for writer in writers) for side, writers in sides.items()
        }
        if any(counts.values()):
            said = ", ".join(f"{count} writers for {side}" for side, count in counts.items())
            sets[name] = f"{said} ({TERMS.get(name, 'terms of its owner')})"
    if config.learns_from_made_up:
        sets["made-up"] = f"{config.made_up_writers} writers for training ({TERMS['made-up']})"
    return sets
