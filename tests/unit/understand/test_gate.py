"""The fallback takes what plainly concerns this plant's baselines, and leaves everybody else's sentences alone."""

from __future__ import annotations

import pytest
from plants import PLANTS

from skill_enms.catalogue import Catalogue
from skill_enms.understand import reading
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("I was wondering whether you could maybe train a gas baseline for boiler one", "train_baseline"),
        ("boiler 1 natural gas baseline using outdoor temperature for 2024", "train_baseline"),
        ("train conveyor a on production for 2024", "train_baseline"),
        ("build a model of hvac main with temperature for 2024", "train_baseline"),
        ("regression for boiler 1 gas with temperature for 2024, fit it please", "train_baseline"),
        ("train bassline for steam boiler one", "train_baseline"),
        ("train baseline", "train_baseline"),
        ("train boiler 7 with outdoor temperature for 2024", "train_baseline"),
        ("what drives the electricity use of conveyor a", "list_features"),
        ("which drivers can I use for boiler one", "list_features"),
        ("which of our machines use steam", "list_seus"),
        ("which energy sources are available", "list_energy_sources"),
        ("how reliable is the baseline of conveyor a", "describe_baseline"),
        ("how much gas will boiler 1 need at minus 5 degrees", "predict_energy"),
        ("is production a better driver than humidity for hvac main", "compare_drivers"),
        ("go back to the previous baseline of boiler one", "restore_baseline"),
        ("listless significant energy uses for steam", "list_seus"),
        ("expected electricity of the conveyer hay for 200 pieces and 12 degrees outside", "predict_energy"),
        ("how good is the regression for the hydraulic bump", "describe_baseline"),
        ("did the hydraulic bump use more energy than expected last month", "energy_performance"),
        ("boiler 1 natural gas versus baseline, july 2026", "energy_performance"),
        ("did conveyor a use more than expected in march", "energy_performance"),
        ("which data of conveyor a is real", "data_sources"),
        ("please retrain all of the baselines with 2024", "retrain_all"),
        ("go back to the previous baseline of conveyor a", "restore_baseline"),
        ("tell me the formula for the conveyor", "describe_baseline"),
        ("what is the formula of conveyory", "describe_baseline"),
        ("has the conveyor drifted", "energy_drift"),
        ("are we saving energy on the compressor", "energy_performance"),
        ("go back one version on the conveyor", "restore_baseline"),
        ("how is the plant performing this month", "plant_performance"),
        ("total electricity last month", "energy_use"),
        ("gas consumption in may please", "energy_use"),
        ("what did the plant consume yesterday", "energy_use"),
        ("boiler 1 gas baseline from moon phase alone for the past year", "train_baseline"),
        ("conveyor a: which drivers are in its baseline and when was it trained", "describe_baseline"),
        ("does the retrained conveyor a baseline beat its predecessor", "compare_baselines"),
        ("I want to see the new conveyor a baseline next to the previous one", "compare_baselines"),
        ("which machines do you have on compressed air", "list_seus"),
        ("besides gas, what other energy sources do we have", "list_energy_sources"),
        ("energy sources?", "list_energy_sources"),
        ("is conveyor a slowly getting thirstier", "energy_drift"),
        ("was conveyor a above or below its expected electricity in september", "energy_performance"),
        ("when was the conveyor a baseline trained, and on which data", "describe_baseline"),
        ("which one influences conveyor a more, humidity or production", "compare_drivers"),
        ("conveyor a was in the workshop, so leave those days out of its data", "ignore_period"),
        ("all machines versus baseline, first half of 2026", "plant_performance"),
        ("kwh conveyor a last month", "energy_use"),
        ("what consumption do you predict for conveyor a", "predict_energy"),
        ("what changed since the previous baseline of conveyor a", "compare_baselines"),
        ("how can I train an energy baseline", "energy_help"),
        ("Has convey hay electricity drifted?", "energy_drift"),
        ("What was the electricity consumption of the convoy or a last week?", "energy_use"),
        ("You Did the hydraulic bum use more electricity than expected from June to August?", "energy_performance"),
        ("Tell me about the electricity model of the hydraulic bum", "describe_baseline"),
        ("2 Ignore August tenth, for electricity of the convoy or a", "ignore_period"),
        ("Listless, a mythic and energy uses of electricity.", "list_seus"),
        ("You But the previous conveyor a electricity-based lineback.", "restore_baseline"),
        ("train boiler one", "train_baseline"),
        ("boiler 1 natural gas: outdoor temperature and wind speed, the year before last", "train_baseline"),
        ("is it possible to train conveyor a on production for 2024", "train_baseline"),
        ("Train-based line for compressed air compressor one using electricity for your 2024", "train_baseline"),
        ("You train bassline for conveyor a using production for 2024", "train_baseline"),
        ("put the old model of conveyor a back", "restore_baseline"),
        ("how does the new conveyor a baseline differ from the one before", "compare_baselines"),
        ("did conveyor a stay within its baseline in august", "energy_performance"),
        ("when did conveyor a start using more than expected", "energy_drift"),
        ("which drivers does the hvac main baseline use", "describe_baseline"),
        ("which energy sources can you train baselines for", "list_energy_sources"),
        ("how did all our electricity machines perform against baseline in september", "plant_performance"),
        ("train all machines again on the first half of 2026", "retrain_all"),
        ("is conveyor a over its baseline this month", "energy_performance"),
        ("is boiler 1 over its natural gas baseline this month", "energy_performance"),
        ("how far off was conveyor a from its baseline in the third quarter", "energy_performance"),
        ("how many kilos of steam has boiler 1 taken this year", "energy_use"),
        ("is anything drifting", "plant_performance"),
        ("train boiler seven", "train_baseline"),
        ("list the significant energy uses of electricity", "list_seus"),
        ("compare the natural gas baselines of boiler 1", "compare_baselines"),
        ("tell me how much steam boiler 1 needed last week", "energy_use"),
        ("what steam data do you have for boiler 1", "data_sources"),
        ("what can I use as drivers for conveyor a electricity", "list_features"),
        ("set up the gas baseline for boiler 1; variables are humidity; use the previous quarter", "train_baseline"),
        ("train the conveyor", "train_baseline"),
        ("turn on the daily check", "daily_check"),
        ("did all machines keep their baselines last month", "plant_performance"),
        ("skip july 4 for conveyor a, holiday", "ignore_period"),
        ("roll the conveyor a baseline back", "restore_baseline"),
        ("reverse the last baseline change on conveyor a", "restore_baseline"),
        ("the latest conveyor a baseline is rubbish, give me the one from before", "restore_baseline"),
        ("who trained the conveyor a baseline and when", "describe_baseline"),
        ("how many days went into the conveyor a baseline", "describe_baseline"),
        ("the electricity consumption of conveyor a", "energy_use"),
        ("what did conveyor a pull yesterday", "energy_use"),
        ("did conveyor a change its behaviour after june", "energy_drift"),
        ("when did boiler one leave its gas baseline", "energy_drift"),
        ("are we better than baseline overall in october", "plant_performance"),
        ("how often does the gas meter of boiler one report", "data_sources"),
        ("conveyor a versus production count and humidity, 2024", "train_baseline"),
        ("Drain the boylar one wit outdoor temperature and humidity for 2024", "train_baseline"),
        ("warn me when conveyor a drifts", "daily_check"),
        ("stop watching conveyor a", "daily_check"),
        ("has conveyor a improved since march", "energy_drift"),
        ("how is the whole brewery doing against the baselines this year", "plant_performance"),
        ("rank the electricity users for 2025", "energy_use"),
        ("what do you need to know to train a baseline", "energy_help"),
        ("hvac, electricity: humidity, last year", "train_baseline"),
        ("keep august 3 and 4 out of conveyor a's comparison", "ignore_period"),
        ("show me conveyor a's electricity for october", "energy_use"),
        ("who uses the most steam", "energy_use"),
        ("which machines use steam", "list_seus"),
        ("how is our electricity doing this month compared to baseline", "plant_performance"),
        ("what should conveyor a have used in july", "energy_performance"),
        ("what should conveyor a have used at 20 degrees and 500 pieces", "predict_energy"),
        ("go back one version on conveyor a", "restore_baseline"),
        ("new baseline", "train_baseline"),
        ("a new energy model for the steel works", "train_baseline"),
        ("conveyor a wants a fresh baseline before the audit", "train_baseline"),
        ("conveyor a gets a new baseline out of august and september", "train_baseline"),
        ("regression on conveyor a, last year's data", "train_baseline"),
        ("start a training for conveyor a", "train_baseline"),
        ("conveyor a, could you train that one again", "train_baseline"),
        ("what I need is a baseline of conveyor a using production and humidity for 2024", "train_baseline"),
        ("I don't mind which drivers you take: conveyor a, 2024", "train_baseline"),
        ("baseline for the cake mixer with wind speed for 2024", "train_baseline"),
        ("is the new baseline of the cake mixer better than the old one", "compare_baselines"),
        ("old versus new model on conveyor a, which is better", "compare_baselines"),
        ("put the old and the new baseline of conveyor a side by side", "compare_baselines"),
        ("conveyor a's new model is rubbish, go back to the previous one", "restore_baseline"),
        ("does production or humidity tell us more about conveyor a in 2024", "compare_drivers"),
        ("would humidity do a better job than production for conveyor a in 2024", "compare_drivers"),
        ("when was the model of conveyor a trained and on which drivers", "describe_baseline"),
        ("what's the R2 on the conveyor a baseline", "describe_baseline"),
        ("what can you actually do for me about energy", "energy_help"),
        ("how does this energy thing work, can you explain it to a beginner", "energy_help"),
        ("hey, energy sources?", "list_energy_sources"),
        ("got an overview of our significant energy uses", "list_seus"),
        ("what should conveyor a take at 30 degrees", "predict_energy"),
        ("predict what conveyor a should use", "predict_energy"),
        ("before I sign: where do the readings of conveyor a come from", "data_sources"),
        ("I've a feeling conveyor a is getting worse, can you check for drift", "energy_drift"),
        ("exclude some days from conveyor a", "ignore_period"),
        ("deactivate the daily check, we are shut down for the refit anyway", "daily_check"),
        ("can you rebuild the whole set of baselines using last year", "retrain_all"),
    ],
)
def test_what_is_ours_is_taken(said: str, intent: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == intent


@pytest.mark.parametrize(
    "said",
    [
        "the next train to Berlin",
        "when does the train leave",
        "production count for yesterday, all conveyors",
        "production per hour on conveyor a, current shift",
        "production plan for conveyor a next week please",
        "which model is boiler 1, I need it for the supplier",
        "turn the steam down in boiler 1, the operating hours are nearly over",
        "when's my next training at the steel works",
        "set up the away mode for the weekend, main building and steel works",
        "what's new in machine learning, any big model out this week",
        "how many calories did I burn at the steel works today",
        "play the bassline louder",
        "turn up the bassline",
        "set a timer",
        "what's the weather in Berlin",
        "what's the temperature outside",
        "turn on the compressor light",
        "turn off boiler 1",
        "start conveyor a",
        "is boiler 1 running",
        "what is the status of compressor 1",
        "remind me to check boiler 1 tomorrow",
        "what is compressed air",
        "how much gas is left in my car",
        "how much is natural gas",
        "train my dog to sit",
        "build a model of the eiffel tower",
        "create a shopping list",
        "what is a regression",
        "what's the baseline in tennis",
        "make a baseline for my blood pressure",
        "which features does the new iphone have",
        "compare iphone and android",
        "good morning",
        "yes",
        "2024",
        "boiler 1",
        "natural gas",
        "",
        "the " * 200,
        "SELECT * FROM seus; DROP TABLE baselines;",
    ],
)
def test_what_is_somebody_elses_is_left_alone(said: str, lexicon: Lexicon) -> None:
    for catalogue in (*PLANTS.values(), Catalogue()):
        assert reading.concerns_us(said, catalogue, lexicon) is None


def test_a_name_that_sounds_like_a_verb_or_a_question_is_neither(lexicon: Lexicon) -> None:
    assert (
        reading.concerns_us("building seven electricity in may versus june", PLANTS["campus"], lexicon) == "energy_use"
    )
    said = "is machine 11 compressed air: electricity, bottle count, 2025"
    assert reading.concerns_us(said, PLANTS["glassworks"], lexicon) == "train_baseline"


def test_a_foreign_word_in_a_name_of_the_plant_is_not_foreign(lexicon: Lexicon) -> None:
    said = "train the water baseline of the CIP station with cip cycles for 2024"
    assert reading.concerns_us(said, PLANTS["dairy"], lexicon) == "train_baseline"


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("how did we do as a whole plant against baseline in 2025", "plant_performance"),
        ("give me a ranking of all machines against their baselines for may", "plant_performance"),
        ("how did all the machines do against their baselines last month", "plant_performance"),
        ("does adding humidity to production help for conveyor a in 2025", "compare_drivers"),
        ("conveyor a baseline: drop humidity, keep production, 2025", "describe_baseline"),
        ("is production alone as good as production and humidity together for conveyor a in 2025", "compare_drivers"),
        ("which is the better model for conveyor a in 2025, production or humidity", "compare_drivers"),
    ],
)
def test_a_question_never_trains(said: str, intent: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == intent


@pytest.mark.parametrize(
    "said",
    ["retrain everything", "redo all the models with data from may", "I'd like all our models retrained for 2024"],
)
def test_all_baselines_are_retrained_on_a_verb_of_training(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == "retrain_all"


@pytest.mark.parametrize(
    "said",
    [
        "redo all the models in my math homework",
        "rebuild every model railway",
        "train harder with more weight in 2025",
        "top five players of last week",
        "what did a gallon of gas cost in 2019",
        "delete all readings of conveyor a",
        "how good is the regression for my homework",
        "did my car use more energy than expected last month",
        "what would a trip of 200 kilometres and 12 litres cost",
        "tell me about the electricity model of supply and demand",
        "build a model that predicts the weather for 2026",
        "create a model that predicts steam sales for 2026",
        "did tesla use more electricity than expected last year",
        "is the electricity data of the ministry real",
        "which country uses the most electricity",
        "tell me the formula for the perfect cup of tea",
        "has the continent drifted",
        "are we saving enough money on the house",
        "how is the stock market performing this month",
        "total production last month",
        "what is the total of last month",
        "what did the dog consume yesterday",
        "power consumption of a laptop in may",
        "how often should a home boiler be serviced",
        "assign production order 4711 to injection molding 12",
        "train Maria on melting furnace 2 next Tuesday",
        "train Maria on conveyor a next Tuesday",
        "how do I set a baseline in Microsoft Project",
        "how much solar power does Spain produce in a year",
    ],
)
@pytest.mark.parametrize("plant", sorted(PLANTS))
def test_words_of_ours_in_other_sentences_are_left_alone(said: str, plant: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS[plant], lexicon) is None


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("fit for fun", "train_baseline"),
        ("what changed in the new iOS update?", "compare_baselines"),
        ("how much electricity does a fridge use", "describe_baseline"),
        ("Set a reminder for the team meeting on Friday", "train_baseline"),
        ("predict the weather for tomorrow", "predict_energy"),
        ("Any good steam games on sale this weekend?", "describe_baseline"),
        ("what's a good baseline for a beginner runner", "train_baseline"),
    ],
)
def test_what_was_matched_by_mistake_is_not_ours(said: str, intent: str, lexicon: Lexicon) -> None:
    assert not reading.is_ours(said, intent, PLANTS["demo"], lexicon)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("list the features", "list_features"),
        ("which data is real", "data_sources"),
        ("describe the baseline of the turbine", "describe_baseline"),
        ("train baseline for electricity boiler nine using production", "train_baseline"),
        ("what can you tell me about energy", "energy_help"),
    ],
)
def test_what_was_matched_and_is_about_energy_is_ours(said: str, intent: str, lexicon: Lexicon) -> None:
    assert reading.is_ours(said, intent, PLANTS["demo"], lexicon)
