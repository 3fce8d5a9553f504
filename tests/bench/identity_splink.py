"""Splink 5 on the same records, for comparison only."""

from __future__ import annotations

import logging

import numpy as np
import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from matching.identity.clusters import components
from matching.identity.records import Encoded
from tests.matching.identity.registers import precision_and_recall

PRECISION = .995


def splink_labels(records: Encoded, true: np.ndarray) -> np.ndarray:
    """A label per record at the threshold that reaches the most pairs with a precision of PRECISION."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    linker = Linker(database.register(_frame(records)), _settings(), log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("id_number"), block_on("sound", "phone"), block_on("sound", "day", "village")], recall=.7,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    for rule in (block_on("id_number"), block_on("sound", "village"), block_on("sound", "birth_year")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=.05).as_pandas_dataframe()
    return _best(len(records), pairs, true)


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.CustomComparison(output_column_name="name", comparison_levels=[
                cll.NullLevel("full_name"), cll.ExactMatchLevel("full_name", term_frequency_adjustments=True),
                cll.ExactMatchLevel("sound", term_frequency_adjustments=True), cll.ExactMatchLevel("skeleton"),
                cll.ExactMatchLevel("given"), cll.ExactMatchLevel("surname"), cll.ElseLevel(),
            ]),
            cl.CustomComparison(output_column_name="phone", comparison_levels=[
                cll.NullLevel("phone"), cll.ExactMatchLevel("phone", term_frequency_adjustments=True), cll.ElseLevel(),
            ]),
            cl.ExactMatch("id_number"),
            cl.CustomComparison(output_column_name="birth", comparison_levels=[
                cll.NullLevel("birth_year"), cll.ExactMatchLevel("day"), cll.ExactMatchLevel("birth_year"),
                cll.AbsoluteDifferenceLevel("birth_year", 2), cll.ElseLevel(),
            ]),
            cl.CustomComparison(output_column_name="village", comparison_levels=[
                cll.NullLevel("town"), cll.ExactMatchLevel("village", term_frequency_adjustments=True),
                cll.ExactMatchLevel("town"), cll.ElseLevel(),
            ]),
            cl.CustomComparison(output_column_name="household", comparison_levels=[
                cll.NullLevel("household"), cll.ExactMatchLevel("household", term_frequency_adjustments=True),
                cll.ElseLevel(),
            ]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("id_number"), block_on("phone"), block_on("sound", "town"), block_on("sound", "birth_year"),
            block_on("given", "village"), block_on("skeleton", "village"), block_on("day", "village"),
            block_on("household", "given"),
        ],
    )


def _frame(records: Encoded) -> pd.DataFrame:
    def text(codes: np.ndarray) -> pd.Series:
        return pd.Series(codes).map(lambda code: None if code < 0 else f"v{code}")

    born = records.best_birth
    return pd.DataFrame({
        "unique_id": np.arange(len(records)), "full_name": text(records.full),
        **{name: text(getattr(records, name)) for name in
           ("sound", "given", "surname", "skeleton", "phone", "village", "town", "household")},
        "id_number": text(records.id_code), "day": text(np.where(born[:, 4] > 0, born[:, 4], -1)),
        "birth_year": pd.Series(np.where(born[:, 0] > 0, born[:, 1], np.nan)).astype("Int64"),
    })


def _best(n: int, pairs: pd.DataFrame, true: np.ndarray) -> np.ndarray:
    weight = pairs["match_weight"].to_numpy()
    best, most = np.arange(n), 0.0
    for threshold in np.quantile(weight, np.linspace(0, .95, 80)):
        kept = pairs[weight >= threshold]
        label = components(n, kept["unique_id_l"].to_numpy(), kept["unique_id_r"].to_numpy())
        precision, recall = precision_and_recall(label, true)
        if precision >= PRECISION and recall > most:
            best, most = label, recall
    return best
