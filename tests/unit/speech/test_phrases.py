import pytest
from ovos_utils.dialog import MustacheDialogRenderer

from skill_enms.speech.phrases import Listing, Phrase, sentence


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


@pytest.mark.parametrize(
    "name", ["Kiln {0}", "Kiln {seu}", "Mill (old|new)", "[x] mill", "a|b", "{{x}}", "}{", ")(", "%s"]
)
def test_a_name_is_said_as_it_is_whatever_it_looks_like(name, tmp_path):
    dialog = tmp_path / "told.dialog"
    dialog.write_text("(The|The) thing is {thing}.\n")
    inner = tmp_path / "thing_of.dialog"
    inner.write_text("{name} indeed\n")
    renderer = MustacheDialogRenderer()
    for path in (dialog, inner):
        renderer.load_template_file(path.stem, str(path))
    phrase = Phrase("told", {"thing": Phrase("thing_of", {"name": Listing([name])})})
    assert sentence(phrase, renderer.render) == f"The thing is {name} indeed."


def test_markup_in_a_name_does_not_reach_the_voice(said):
    assert said(Listing(["<break time='3600s'/>\x1b[2J"])) == " break time='3600s'/  [2J"
