import math

import pytest

from skill_enms.speech.numbers import per_cent, scaled, share, significant


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (212.4, "212"),
        (0.0071, "0.0071"),
        (0.07312, "0.0731"),
        (123456.0, "123000"),
        (0.0, "0"),
        (-3.14159, "-3.14"),
        (9.996, "10"),
        (1.0, "1"),
        (1e-9, "0.000000001"),
        (0.0000123, "0.0000123"),
        (1.5e9, "1500000000"),
    ],
)
def test_numbers_are_said_with_three_significant_figures_and_no_exponent(value, said):
    assert significant(value) == said


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_never_said_as_one(value):
    with pytest.raises(ValueError, match="finite"):
        significant(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.8666, "0.87"), (0.996, "0.996"), (0.99999, "0.999"), (1.0, "1"), (0.0, "0.00"), (-0.004, "0.00")],
)
def test_a_fit_short_of_perfect_is_never_said_to_be_perfect(value, said):
    assert share(value) == said


@pytest.mark.parametrize(
    ("coefficient", "value", "scale", "negative"),
    [
        (0.0071, 0.0071, "", False),
        (0.0000123, 0.0123, "thousand", False),
        (1.5e9, 1.5e9, "", False),
        (-0.000043, 0.043, "thousand", True),
        (4.3e-8, 0.043, "million", False),
    ],
)
def test_a_coefficient_that_would_be_all_zeros_is_said_per_thousand(coefficient, value, scale, negative):
    part = scaled(coefficient)
    assert (round(part.value, 9), part.scale, part.negative) == (value, scale, negative)


@pytest.mark.parametrize(
    ("value", "said"), [(0.123, "12"), (0.0123, "1.2"), (0.02, "2"), (1.0, "100"), (0.00042, "0.04"), (1e-9, "0")]
)
def test_shares_are_said_in_per_cent(value, said):
    assert per_cent(value) == said
