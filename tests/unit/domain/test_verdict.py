"""What a verdict promises of every order: its lines are partitioned, whatever their order."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.orders import Order, OrderLine
from core.domain.qualification import Source, Verdict, judge
from core.domain.qualification.verdict import LINES_A_CALL
from tests.unit.domain.makers import NORTH, PROPERTY, SOUTH, gids, line, order, source, terms


@st.composite
def order_lines(draw: st.DrawFn) -> OrderLine:
    quantity = draw(st.integers(1, 5))
    return line(
        draw(st.integers(1, 10**18)),
        draw(st.sampled_from(["A", "B", " A", "C", "D", "", None])),
        quantity=quantity,
        to_ship=draw(st.integers(0, quantity)),
        requires_shipping=draw(st.booleans()),
    )


def orders(least: int = 1, most: int = 12) -> st.SearchStrategy[Order]:
    lines = st.lists(order_lines(), min_size=least, max_size=most, unique_by=lambda each: each.gid)
    return lines.map(lambda found: order(*found))


@st.composite
def catalogues(draw: st.DrawFn) -> list[Source]:
    skus = st.lists(st.sampled_from("ABC"), max_size=4)
    return [source(NORTH, *draw(skus)), source(SOUTH, *draw(skus))]


def pushed(verdict: Verdict) -> list[str]:
    return [gid for share in verdict.shares for part in share.parts for gid in gids(part)]


@PROPERTY
@given(orders(), catalogues())
def test_lines_pushed_and_lines_refused_partition_the_order(
    found: Order, sources: list[Source]
) -> None:
    verdict = judge(found, sources, terms())
    refused = [each.line_gid for each in verdict.lines if each.reason is not None]
    assert sorted(pushed(verdict) + refused) == sorted(each.gid for each in found.lines)
    assert [each.line_gid for each in verdict.lines] == [each.gid for each in found.lines]
    for each in verdict.lines:
        assert (each.reason is None) == (each.source_id is not None)
        assert (each.line_gid in pushed(verdict)) == (each.reason is None)


@PROPERTY
@given(orders(), catalogues())
def test_what_goes_is_what_is_left_to_ship(found: Order, sources: list[Source]) -> None:
    verdict = judge(found, sources, terms())
    left = {each.gid: each.to_ship for each in found.lines}
    for share in verdict.shares:
        for each in (each for part in share.parts for each in part):
            assert each.quantity == left[each.line_gid] > 0
            assert each.sku == each.sku.strip()


@PROPERTY
@given(orders(), catalogues(), st.randoms(use_true_random=False))
def test_the_verdict_does_not_depend_on_the_order_of_lines_or_sources(
    found: Order, sources: list[Source], random: Random
) -> None:
    lines = list(found.lines)
    random.shuffle(lines)
    verdict = judge(found, sources, terms())
    other = judge(replace(found, lines=tuple(lines)), sources[::-1], terms())
    assert sorted(other.lines, key=lambda each: each.line_gid) == sorted(
        verdict.lines, key=lambda each: each.line_gid
    )
    assert [share.source_id for share in other.shares] == [s.source_id for s in verdict.shares]
    for share in verdict.shares:
        same = other.share_of(share.source_id)
        assert same is not None
        assert set(gids(same.parts[0])) == set(gids(share.parts[0]))


@PROPERTY
@given(orders(), catalogues())
def test_the_order_of_the_sources_alone_changes_nothing(
    found: Order, sources: list[Source]
) -> None:
    assert judge(found, sources, terms()) == judge(found, sources[::-1], terms())


@PROPERTY
@given(orders(), catalogues())
def test_lines_keep_the_orders_sequence(found: Order, sources: list[Source]) -> None:
    place = {each.gid: number for number, each in enumerate(found.lines)}
    for share in judge(found, sources, terms()).shares:
        places = [place[gid] for part in share.parts for gid in gids(part)]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (1, [1]),
        (124, [124]),
        (125, [125]),
        (126, [125, 1]),
        (250, [125, 125]),
        (251, [125, 125, 1]),
    ],
)
def test_a_share_is_cut_into_calls(count: int, sizes: list[int]) -> None:
    found = order(*(line(number) for number in range(count)))
    share = judge(found, [source(NORTH, "A")], terms()).share_of(NORTH)
    assert share is not None
    assert [len(part) for part in share.parts] == sizes
    assert max(sizes) <= LINES_A_CALL
    flat = [gid for part in share.parts for gid in gids(part)]
    assert flat == [each.gid for each in found.lines]


def test_no_source_has_an_empty_share() -> None:
    verdict = judge(order(), [source(NORTH, "A"), source(SOUTH)], terms())
    assert [share.source_id for share in verdict.shares] == [NORTH]
    assert verdict.share_of(SOUTH) is None


def test_a_line_shows_what_of_it_is_to_ship_and_one_that_is_done_what_was_ordered() -> None:
    found = order(
        line(1, "A", quantity=5, to_ship=3),
        line(2, "Z", quantity=5, to_ship=3),
        line(3, "A", quantity=5, to_ship=0),
    )
    went, stayed, gone = judge(found, [source(NORTH, "A")], terms()).lines
    assert (went.quantity, went.source_id, went.reason) == (3, NORTH, None)
    assert (stayed.quantity, stayed.source_id) == (3, None)
    assert (gone.quantity, gone.quiet) == (5, True)


def test_the_variant_is_part_of_the_title() -> None:
    found = order(line(1, "A", title="Shirt", variant_title="Red / M"))
    verdict = judge(found, [source(NORTH, "A")], terms())
    assert verdict.lines[0].title == "Shirt · Red / M"
    assert verdict.shares[0].parts[0][0].title == "Shirt · Red / M"
