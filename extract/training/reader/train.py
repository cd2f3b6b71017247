"""Trains the network of the learned reader on prepared windows, and goes on from its last checkpoint where it was stopped.

    python extract/training/reader/train.py ENCODER OUT PREPARED.jsonl... [--sparing PREPARED.jsonl...] [--epochs N]

ENCODER is the folder of a BERT encoder of the shape of all-MiniLM-L6-v2 (``model.safetensors``, ``tokenizer.json``). A
tenth of the texts, by hash, is left out for fitting the fusion. OUT gets ``checkpoint.pt`` after each epoch and
``reader.pt`` at the end. The same data, seed and number of threads give the same model.
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from data import Example, batches, mask_words, read_examples, tensors
from network import ReaderNetwork
from tokenizers import Tokenizer
from torch import Tensor, nn

BATCH = 32
# Weight of a claim that is there against one that is not.
POSITIVE = 2.0
# Of the other heads beside the relation.
HEADS = {"negated": 0.3, "modality": 0.3, "speaker": 0.3, "organization": 0.1, "trigger": 0.3}
WARMING = 0.08
MASKED = 0.04


def loss(outputs: dict[str, Tensor], targets: dict[str, Tensor]) -> Tensor:
    """The sum of the losses of all heads, each over the pairs that are asked for."""
    relations = len(targets["relations"][0, 0])
    total = F.binary_cross_entropy_with_logits(
        outputs["relations"],
        targets["relations"],
        weight=targets["weights"],
        pos_weight=torch.tensor(POSITIVE),
        reduction="sum",
    ) / (targets["weights"].sum() / relations).clamp(min=1)
    told = targets["negated"] >= 0
    if told.any():
        total = total + HEADS["negated"] * F.binary_cross_entropy_with_logits(
            outputs["negated"][told], targets["negated"][told]
        )
    for name in ("modality", "speaker", "organization"):
        told = targets[name] >= 0
        if told.any():
            total = total + HEADS[name] * F.cross_entropy(outputs[name][told], targets[name][told])
    told = targets["trigger"].any(-1)
    if told.any():
        looks = F.log_softmax(outputs["trigger"][told], -1).masked_fill(~targets["trigger"][told], -1e4)
        total = total - HEADS["trigger"] * torch.logsumexp(looks, -1).mean()
    return total


def held_out_f1(network: nn.Module, examples: Sequence[Example]) -> tuple[float, float]:
    """The best F1 over pairs and relations of the held-out windows, and the score from which on a relation then counts."""
    network.eval()
    scores, truths = [], []
    with torch.no_grad():
        for batch in batches(examples, BATCH, random.Random(0)):
            inputs, targets = tensors(batch)
            told = (targets["weights"] == 1) & inputs_hold_pair(batch, targets)
            scores.append(network(**inputs)["relations"].sigmoid()[told])
            truths.append(targets["relations"][told] == 1)
    score, order = torch.cat(scores).sort(descending=True)
    right = torch.cat(truths)[order].cumsum(0)
    found = torch.arange(1, len(right) + 1)
    f1 = 2 * right / (found + right[-1])
    best = int(f1.argmax())
    return float(f1[best]), float(score[best])


def inputs_hold_pair(batch: Sequence[Example], targets: dict[str, Tensor]) -> Tensor:
    """True for the pairs that there are, not the padding."""
    held = torch.zeros(targets["negated"].shape, dtype=torch.bool)
    for row, item in enumerate(batch):
        held[row, : len(item.encoded.pairs)] = True
    return held[..., None].expand_as(targets["relations"])


class Training:
    """The network with its optimizer."""

    def __init__(self, encoder: Path, steps: int, rate: float) -> None:
        self.network = ReaderNetwork()
        self.network.load_encoder(encoder)
        self.network.words.weight.requires_grad = False
        old = [p for n, p in self.network.named_parameters() if p.requires_grad and n.split(".")[0] in ENCODER_PARTS]
        new = [p for n, p in self.network.named_parameters() if p.requires_grad and n.split(".")[0] not in ENCODER_PARTS]
        self.optimizer = torch.optim.AdamW(
            [{"params": old, "lr": rate}, {"params": new, "lr": rate * 5}], weight_decay=0.01, fused=True
        )

        def share(step: int) -> float:
            return min((step + 1) / (steps * WARMING), max(0.0, (steps - step) / (steps * (1 - WARMING))))

        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, share)

    def step(self, inputs: dict[str, Tensor], targets: dict[str, Tensor]) -> float:
        with torch.autocast("cpu", torch.bfloat16):
            outputs = self.network(**inputs)
        total = loss({name: output.float() for name, output in outputs.items()}, targets)
        self.optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        return float(total.detach())

    def state(self, epoch: int) -> dict[str, object]:
        parts = {name: getattr(self, name).state_dict() for name in ("network", "optimizer", "schedule")}
        return {**parts, "epoch": epoch, "random": torch.get_rng_state()}

    def restore(self, state: dict[str, object]) -> int:
        for name in ("network", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(state[name])
        torch.set_rng_state(state["random"])
        return int(state["epoch"])


ENCODER_PARTS = ("words", "positions", "segments", "norm", "layers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("prepared", type=Path, nargs="+")
    parser.add_argument("--sparing", type=Path, nargs="*", default=[], help="windows whose annotators asked for less")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--first", type=Path, help="a reader.pt to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="part of the texts to train on, for curves")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def read(*, held_out: bool) -> list[Example]:
        return [
            *read_examples(arguments.prepared, tokenizer, held_out=held_out),
            *read_examples(arguments.sparing, tokenizer, held_out=held_out, sparing=True),
        ]

    examples = read(held_out=False)
    if arguments.share < 1:
        examples = random.Random(arguments.seed).sample(examples, int(len(examples) * arguments.share))
    held_out = read(held_out=True)
    steps = sum(1 for _ in batches(examples, BATCH, random.Random(0))) * arguments.epochs
    training = Training(arguments.encoder, steps, arguments.rate)
    if arguments.first is not None:
        training.network.load_state_dict(torch.load(arguments.first))
        # Thawed weights have none for the segment that is not shipped.
        training.network.segments.weight.data[1] = training.network.segments.weight.data[0]
    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.out / "checkpoint.pt"
    first = training.restore(torch.load(checkpoint)) if checkpoint.exists() else 0
    print(f"{len(examples)} windows, {steps} steps, from epoch {first}", flush=True)
    for epoch in range(first, arguments.epochs):
        began, losses = time.monotonic(), []
        training.network.train()
        for batch in batches(examples, BATCH, random.Random(f"{arguments.seed} {epoch}")):
            inputs, targets = tensors(batch)
            mask_words(inputs, MASKED)
            losses.append(training.step(inputs, targets))
            if len(losses) % 50 == 0:
                print(f"  {len(losses)} {sum(losses[-50:]) / 50:.4f} {time.monotonic() - began:.0f} s", flush=True)
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.4f}, {time.monotonic() - began:.0f} s", flush=True)
        f1, level = held_out_f1(training.network, held_out)
        print(f"  held out: F1 {f1:.4f} over pairs, from {level:.2f} on", flush=True)
        unfinished = checkpoint.with_suffix(".new")
        torch.save(training.state(epoch + 1), unfinished)
        unfinished.replace(checkpoint)
    torch.save(training.network.state_dict(), arguments.out / "reader.pt")


if __name__ == "__main__":
    main()
