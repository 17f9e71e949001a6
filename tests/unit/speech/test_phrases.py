import pytest

from skill_enms.speech.phrases import Listing


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        ([str(i) for i in range(10)], "0, 1, 2, 3, 4, 5, 6 and 3 more"),
    ],
)
def test_a_list_is_joined_and_a_long_one_is_cut_and_counted(items, words, said):
    assert said(Listing(items)) == words
