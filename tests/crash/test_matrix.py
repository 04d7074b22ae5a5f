"""A share of the crash matrix, the same each time; `make crash` plays all of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.crash.cases import Ended, case_of, cases_of
from tests.crash.matrix import Matrix, boundaries
from tests.crash.play import Played
from tests.crash.stages import theatre
from tests.crash.tripwire import Point

_CASES, _STAGES = 2, 2


@pytest.mark.parametrize("seed", [20261122])
def test_a_push_survives_being_killed(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("crash")
    ended = _sample(folder, "push", random.Random(seed))
    assert [str(each) for each in ended if each.outcome == "failed"] == []
    assert any(each.outcome == "passed" for each in ended)


def _sample(folder: Path, scenario: str, chance: random.Random) -> list[Ended]:
    points: list[Point] = []
    ended: list[Ended] = []

    def heard(_: str, played: Played) -> None:
        points.extend(boundaries(played))

    with (
        theatre(folder) as house,
        Matrix(house, folder, _STAGES, by_webhook=False) as matrix,
    ):
        matrix.count([scenario], heard)
        chosen = chance.sample(list(cases_of(scenario, points)), _CASES)
        matrix.play(chosen, ended.append)
    return ended


def test_a_case_is_found_by_its_number() -> None:
    points = [Point("slack", "chat.update C0DEST", 1), Point("slack", "chat.update C0DEST", 2)]
    case = case_of("push", points, "2after")
    assert (case.trap.point, case.trap.side, case.id) == (points[1], "after", "2after")
    with pytest.raises(ValueError, match="1before to 2after"):
        case_of("push", points, "3after")
