"""Every header has both languages, and no label hides a column of the vocabulary by accident."""

from bashu.report.labels import RESULT_COLUMNS, label


def test_every_label_is_there_in_both_languages_and_differs_within_a_table() -> None:
    for name, (zh, en) in RESULT_COLUMNS.items():
        assert zh, name
        assert en, name
        assert label(name, "zh") == zh
        assert label(name, "en") == en
