"""The network of the learned reader in PyTorch: a BERT encoder with markers, and the heads over pairs of candidates."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from diplograph.extract.learned import CANDIDATE_KINDS, MODALITIES, RELATIONS
from safetensors.torch import load_file
from torch import Tensor, nn

# Of all-MiniLM-L6-v2.
WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
# Heads that gather the words round a pair; the first is taught to look at the trigger.
GATHERING, GATHERED = 4, 128
PAIR = 512
DISTANCES = 24


class Dropout(nn.Module):
    """Dropout with masks of random bytes: torch's own masks took a fifth of the training time on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.dropped = round(share * 256)
        self.random = np.random.Generator(np.random.SFC64(0))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.from_numpy(self.random.integers(0, 256, x.numel(), np.uint8)) >= self.dropped
        return x * kept.view(x.shape).to(x.dtype).mul_(256 / (256 - self.dropped))


class Layer(nn.Module):
    """A transformer layer with post-normalisation, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm = nn.LayerNorm(WIDTH, 1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = Dropout(0.1)

    def forward(self, x: Tensor, visible: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        # In plain steps, which the export to ONNX renders exactly; torch's fused attention takes three times as long backwards.
        looks = (query @ key.transpose(-1, -2)) / (WIDTH // HEADS) ** 0.5
        attended = looks.masked_fill(~visible, -1e4).softmax(-1) @ value
        x = self.attention_norm(x + self.dropout(self.output(attended.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))


class ReaderNetwork(nn.Module):
    """Scores each pair of candidates for each relation, with polarity, modality, trigger, speaker and organization.

    Inputs are those of ``learned.encoding.collate``, and in training ``manner`` (B): 1 for windows whose annotators asked for
    little, 0 for the others, as which every window is read later. Outputs, in logits: ``relations`` (B, P, relations),
    ``negated`` (B, P), ``modality`` (B, P, modalities), ``trigger`` (B, P, T), ``speaker`` and ``organization`` (B, P, M + 1;
    the last: none).
    """

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions, self.segments = (
            nn.Embedding(VOCABULARY, WIDTH),
            nn.Embedding(POSITIONS, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.markers = nn.Embedding(2 * len(CANDIDATE_KINDS), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.asked_by_subject = nn.Linear(WIDTH, GATHERING * GATHERED)
        self.asked_by_object = nn.Linear(WIDTH, GATHERING * GATHERED, bias=False)
        self.offered, self.told = nn.Linear(WIDTH, GATHERING * GATHERED), nn.Linear(WIDTH, WIDTH)
        self.of_subject, self.of_object = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR, bias=False)
        self.of_context = nn.Linear(2 * WIDTH, PAIR, bias=False)
        self.of_distance = nn.Embedding(DISTANCES, PAIR)
        self.pair_dropout = Dropout(0.2)
        self.mix = nn.Linear(PAIR, PAIR)
        self.relation, self.negation, self.modality = (
            nn.Linear(PAIR, len(RELATIONS)),
            nn.Linear(PAIR, 1),
            nn.Linear(PAIR, len(MODALITIES)),
        )
        self.speaker, self.organization = nn.Linear(PAIR, WIDTH), nn.Linear(PAIR, WIDTH)
        self.nobody = nn.Parameter(torch.zeros(2, WIDTH))

    def load_encoder(self, folder: Path) -> None:
        """Takes over the pretrained weights of a BERT encoder; markers begin as the mean word."""
        weights = load_file(folder / "model.safetensors")
        prefix = "" if "embeddings.word_embeddings.weight" in weights else "bert."

        def take(module: nn.Module, name: str) -> None:
            for part, parameter in module.named_parameters():
                parameter.data = weights[f"{prefix}{name}.{part}"].float()

        take(self.words, "embeddings.word_embeddings")
        take(self.positions, "embeddings.position_embeddings")
        take(self.segments, "embeddings.token_type_embeddings")
        take(self.norm, "embeddings.LayerNorm")
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
        }  # fmt: skip
        for number, layer in enumerate(self.layers):
            for mine, theirs in names.items():
                take(getattr(layer, mine), f"encoder.layer.{number}.{theirs}")
        self.markers.weight.data = self.words.weight.data.mean(0) + torch.randn_like(self.markers.weight) * 0.02

    def forward(  # noqa: PLR0913, PLR0917
        self, ids: Tensor, positions: Tensor, kinds: Tensor, visible: Tensor, inner: Tensor, places: Tensor,
        present: Tensor, subjects: Tensor, objects: Tensor, manner: Tensor | None = None,
    ) -> dict[str, Tensor]:  # fmt: skip
        # Sparing annotators teach in a segment of their own, so that what they passed over is not unlearnt where all is wanted.
        segment = self.segments.weight[0] if manner is None else self.segments(manner)[:, None]
        x = torch.cat([self.words(ids), self.markers(kinds)], 1) + self.positions(positions) + segment
        x = self.dropout(self.norm(x))
        mask = visible[:, None]
        for layer in self.layers:
            x = layer(x, mask)
        length = ids.shape[1]
        text, marked = x[:, :length], x[:, length:]
        as_subject, as_object = marked[:, 0::2], marked[:, 1::2]

        def gather(values: Tensor, index: Tensor) -> Tensor:
            return values.gather(1, index[:, :, None].expand(-1, -1, values.shape[-1]))

        batch, pairs = subjects.shape
        asked = gather(self.asked_by_subject(as_subject), subjects) + gather(self.asked_by_object(as_object), objects)
        asked = asked.view(batch, pairs, GATHERING, GATHERED).transpose(1, 2)
        offered = self.offered(text).view(batch, length, GATHERING, GATHERED).transpose(1, 2)
        looks = (asked @ offered.transpose(-1, -2)) / GATHERED**0.5
        looks = looks.masked_fill(~inner[:, None, None], -1e4)
        context = looks.softmax(-1) @ self.told(text)[:, None]
        context = torch.cat([context[:, 0], context[:, 1:].mean(1)], -1)
        apart = places.gather(1, objects) - places.gather(1, subjects)
        pair = gather(self.of_subject(as_subject), subjects) + gather(self.of_object(as_object), objects)
        pair = pair + self.of_context(context) + self.of_distance(_bucket(apart))
        pair = self.pair_dropout(F.gelu(self.mix(F.gelu(pair)))) + pair
        heads = gather(text, places)

        def point(head: nn.Linear, nobody: Tensor) -> Tensor:
            asked = head(pair)
            scores = (asked @ heads.transpose(1, 2)).masked_fill(~present[:, None], -1e4)
            return torch.cat([scores, (asked * nobody).sum(-1, keepdim=True)], -1) / WIDTH**0.5

        return {
            "relations": self.relation(pair),
            "negated": self.negation(pair)[..., 0],
            "modality": self.modality(pair),
            "trigger": looks[:, 0],
            "speaker": point(self.speaker, self.nobody[0]),
            "organization": point(self.organization, self.nobody[1]),
        }


def _bucket(apart: Tensor) -> Tensor:
    """Signed distances in pieces by their logarithm, into ``DISTANCES`` classes."""
    steps = (torch.log2(apart.abs().float().clamp(min=1.0)) * 1.7).long().clamp(max=DISTANCES // 2 - 1)
    return torch.where(apart < 0, steps, steps + DISTANCES // 2)
