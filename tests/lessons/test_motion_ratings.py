"""The statistics of raters, against a published example and plain cases."""

import numpy as np
import pytest

from lessons.motion_ratings import agreement, correlation, icc

SHROUT = np.array([
    [9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7],
], float)  # fmt: skip


def test_icc_is_that_of_the_papers_example() -> None:
    assert icc(SHROUT) == pytest.approx(0.29, abs=0.005)  # Shrout and Fleiss 1979, table 4


def test_icc_of_one_mind_is_one_and_of_too_few_nothing() -> None:
    assert icc(np.array([[1.0, 1], [2, 2], [3, 3]])) == pytest.approx(1.0)
    assert (
        np.isnan(icc(np.ones((4, 3)))) and np.isnan(icc(SHROUT[:1])) and np.isnan(icc(SHROUT[:0]))
    )


def test_what_was_not_rated_is_left_out() -> None:
    ratings = np.array([[1.0, 2, 1], [2, 3, np.nan], [3, 5, 4], [4, 4, 6], [5, 7, 7]])
    program = np.array([10.0, 20, np.nan, 40, 50])
    found = agreement(ratings, ("A", "B", "C"), program)
    assert (found.takes, found.complete, found.withheld, found.enough) == (5, 4, 1, False)
    assert found.program == pytest.approx(1.0)
    assert found.raters["A"] == pytest.approx(1.0)
    assert found.icc == pytest.approx(icc(ratings[[0, 2, 3, 4]]))


def test_forty_takes_of_three_raters_are_enough() -> None:
    ratings = np.random.default_rng(1).normal(size=(40, 3))
    assert agreement(ratings, "ABC", ratings[:, 0]).enough
    assert not agreement(ratings[:, :2], "AB", ratings[:, 0]).enough


def test_what_never_changes_correlates_with_nothing() -> None:
    assert np.isnan(correlation(np.ones(5), np.arange(5.0)))
    assert np.isnan(correlation(np.array([1.0, np.nan]), np.array([1.0, 2.0])))
    assert correlation(np.arange(5.0), -np.arange(5.0)) == pytest.approx(-1.0)
