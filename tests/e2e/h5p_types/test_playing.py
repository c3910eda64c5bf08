"""The project's own H5P content types, played on a bare stage by keyboard alone; what they show and what they tell."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.h5p_stage import ACTIVITY
from tests.e2e.h5p_stage.play import FOCUSED, Play
from tests.h5p_packages import parameters

ORDER = ["goal", "study", "design", "teach", "discuss", "re-teach", "share"]


def order_of(play: Play) -> list[str]:
    return play.frame.evaluate("() => [...document.querySelectorAll('.ls-line')].map((line) => line.dataset.id)")


def line(play: Play, step: str):
    return play.frame.locator(f"[data-id='{step}']")


# Ordering


def test_steps_are_put_in_order_by_keyboard_alone(play: Play):
    play.open("ordering-the-cycle").begin()
    texts = {item["id"]: item["text"] for item in parameters("ordering-the-cycle")["items"]}
    for place, step in enumerate(ORDER):
        now = order_of(play).index(step)
        if now > place:
            if now == len(ORDER) - 1 or place == 0:
                play.begin()
            play.begin()
            play.tab_to(f"Move up: {texts[step]}")
            play.press(*["Enter"] * (now - place))
            said = f"{texts[step]}: now in place {place + 1} of 7."
            expect(play.frame.get_by_role("status")).to_have_text(said)
            assert play.frame.evaluate(FOCUSED) == f"Move up: {texts[step]}", "the focus stays on the button"
    assert order_of(play) == ORDER
    play.tab_to("Check the order")
    play.press("Enter")
    assert "7 of 7 in the right order" in play.frame.evaluate(FOCUSED), "the focus goes to the result"
    (statement,) = play.told("answered")
    assert statement["object"]["id"] == ACTIVITY
    assert statement["object"]["definition"]["interactionType"] == "sequencing"
    assert statement["object"]["definition"]["correctResponsesPattern"] == ["[,]".join(ORDER)]
    assert [one["id"] for one in statement["object"]["definition"]["choices"]] == ORDER
    assert statement["result"]["response"] == "[,]".join(ORDER)
    assert statement["result"]["score"] == {"min": 0, "max": 7, "raw": 7, "scaled": 1}
    assert statement["result"]["success"] is True
    assert statement["result"]["duration"].startswith("PT")
    assert "parent" not in statement["context"]["contextActivities"]


def test_the_first_wrong_neighbours_are_named(play: Play):
    """The feedback of the curriculum: 6 before 5 is only a repeat."""
    order = ["goal", "study", "design", "teach", "re-teach", "discuss", "share"]
    play.open("ordering-the-cycle", state={"order": order})
    play.frame.get_by_role("button", name="Check the order").click()
    result = play.frame.locator(".ls-result")
    expect(result).to_contain_text(
        "“The changed lesson runs with group B” does not follow directly on “One of us teaches;"
    )
    expect(result).to_contain_text("Without discussion it is only a repeat.")
    expect(result).to_contain_text("4 of 7 in the right order")
    expect(line(play, "re-teach")).to_contain_text("Look again")
    expect(play.frame.get_by_text("Look again")).to_have_count(1)
    assert play.told("answered")[0]["result"]["score"]["raw"] == 4
    line(play, "discuss").get_by_role("button", name="Move up").click()
    expect(result).to_be_hidden()
    play.frame.get_by_role("button", name="Check the order").click()
    expect(result).to_contain_text("Right")
    expect(line(play, "discuss").get_by_role("button", name="Move up")).to_be_hidden()


def test_a_line_at_the_end_stays_and_says_so(play: Play):
    play.open("ordering-the-cycle", state={"order": ORDER})
    line(play, "goal").get_by_role("button", name="Move up").press("Enter")
    expect(play.frame.get_by_role("status")).to_contain_text("already in place 1 of 7.")
    assert order_of(play) == ORDER
    assert play.do("getCurrentState")["order"] == ORDER


def test_a_line_is_dragged(play: Play):
    play.open("ordering-the-cycle", state={"order": ORDER})
    start, end = (line(play, step).locator(".ls-grip").bounding_box() for step in ("goal", "design"))
    play.page.mouse.move(start["x"] + 8, start["y"] + 10)
    play.page.mouse.down()
    play.page.mouse.move(end["x"] + 8, end["y"] + end["height"], steps=12)
    play.page.mouse.up()
    assert order_of(play) == ["study", "design", "goal", *ORDER[3:]]
    play.page.mouse.move(end["x"] + 8, end["y"] + 10)
    play.page.mouse.down()
    play.page.mouse.move(start["x"] + 8, start["y"] - 5, steps=12)
    play.page.keyboard.press("Escape")
    play.page.mouse.up()
    assert order_of(play) == ["study", "design", "goal", *ORDER[3:]], "Escape puts it back"


# Sorting


def test_lines_are_sorted_by_keyboard_alone(play: Play):
    play.open("sorting-evidence").begin()
    bins = ["first", "second", "third", "other"]
    items = parameters("sorting-evidence")["items"]
    play.tab_to("Check")
    play.press("Enter")
    expect(play.frame.get_by_role("status")).to_have_text("8 not sorted yet. Sort every line first.")
    assert not play.told("answered")
    for place, item in enumerate(items):
        if place:
            play.press("Tab")
            if play.frame.evaluate("() => document.activeElement.tagName") == "SUMMARY":
                play.press("Tab")
        play.press("Space", *["ArrowRight"] * bins.index(item["bin"]))
        if place == 1:
            expect(play.frame.get_by_role("status")).to_contain_text("Process. 6 to go.")
    play.tab_to("Check")
    play.press("Enter")
    assert "8 of 8 in the right place" in play.frame.evaluate(FOCUSED)
    (statement,) = play.told("answered")
    definition = statement["object"]["definition"]
    assert definition["interactionType"] == "matching"
    assert [one["id"] for one in definition["target"]] == bins
    assert definition["target"][3]["description"]["en"] == "Does not fit the question"
    assert definition["correctResponsesPattern"] == [statement["result"]["response"]]
    assert statement["result"]["response"].startswith("record[.]first[,]sequence[.]second[,]")
    assert statement["result"]["score"]["raw"] == 8
    expect(line(play, "attendance")).to_contain_text("May matter elsewhere; it does not tell how they choose.")


def test_each_line_gets_its_own_feedback_and_the_wrong_ones_are_mended(play: Play):
    right = {item["id"]: item["bin"] for item in parameters("sorting-observation")["items"]}
    play.open("sorting-observation", state={"places": right | {"n2": "first", "n6": "first"}})
    play.frame.get_by_role("button", name="Check").click()
    expect(line(play, "n2")).to_contain_text("Look again. Which trace made you think so?")
    expect(line(play, "n6")).to_contain_text("Helps: seen. Kindly: yours.")
    expect(line(play, "n7")).to_contain_text("How many looked where? Split it in two.")
    expect(play.frame.locator(".ls-result")).to_contain_text("8 of 10 in the right place")
    play.frame.get_by_role("button", name="Mend the others").click()
    assert play.frame.locator("input:checked").count() == 8
    line(play, "n2").get_by_label("Interpretation").check()
    line(play, "n6").get_by_label("Mixed").check()
    play.frame.get_by_role("button", name="Check").click()
    assert [one["result"]["score"]["raw"] for one in play.told("answered")] == [8, 10]


def test_a_line_is_dragged_onto_a_bin(play: Play):
    play.open("sorting-observation")
    grip = line(play, "n2").locator(".ls-grip").bounding_box()
    play.page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    play.page.mouse.down()
    play.page.mouse.move(grip["x"] + 40, grip["y"] + 40, steps=4)
    bin_box = play.frame.locator(".ls-tray__bin", has_text="Interpretation").bounding_box()
    play.page.mouse.move(bin_box["x"] + 20, bin_box["y"] + 20, steps=4)
    play.page.mouse.up()
    expect(line(play, "n2").get_by_label("Interpretation")).to_be_checked()
    expect(play.frame.locator(".ls-tray")).to_have_count(0)


# Choice with reasons


def test_a_question_is_answered_by_keyboard_alone(play: Play):
    """Answer, reason, sureness, verdict; then the next question takes the focus."""
    play.open("choice-does-it-work").begin()
    play.tab_to("Check")
    play.press("Enter")
    expect(play.frame.get_by_role("alert")).to_have_text("Choose an answer first.")
    play.press(
        "Space", "ArrowDown", "ArrowDown", "Tab", "Space", "ArrowDown", "Tab", "Space", "ArrowRight", "ArrowRight"
    )
    play.tab_to("Check")
    play.press("Enter")
    assert play.frame.evaluate(FOCUSED).startswith("Right, and you knew it.")
    question = play.frame.get_by_role("group", name="A leader asks")
    expect(question).to_contain_text("Honest and useful: it promises inquiry, not marks.")
    play.tab_to("Next question")
    play.press("Enter")
    assert play.frame.evaluate(FOCUSED) == "Which statements are fair?"
    play.press("Tab", "Tab", "Space", "Tab", "Tab", "Space")
    play.tab_to("Check")
    play.press("Enter")
    expect(play.frame.get_by_role("alert").filter(visible=True)).to_have_text("Say how sure you are.")
    play.press("Space")
    play.tab_to("Check")
    play.press("Enter")
    assert play.frame.evaluate(FOCUSED).startswith("An honest guess. Read the reason and come back tomorrow.")
    play.tab_to("Finish")
    play.press("Enter")
    assert "All answered: 2 of 3 points" in play.frame.evaluate(FOCUSED)
    (statement,) = play.told("answered")
    assert statement["object"]["definition"]["interactionType"] == "compound"
    assert statement["result"]["score"] == {"min": 0, "max": 3, "raw": 2, "scaled": 0.6667}
    said = statement["result"]["extensions"]["https://ls4vet.itstudy.hu/xapi/choice-with-reasons"]
    assert said["leader"] == {"right": True, "answers": ["inquiry"], "reason": "trials", "confidence": "certain"}
    assert said["fair"] == {"right": False, "answers": ["mixed", "vet"], "confidence": "guess"}
    children = play.do("getXAPIData")["children"]
    assert [one["statement"]["object"]["definition"]["interactionType"] for one in children] == ["choice", "choice"]
    assert children[0]["statement"]["context"]["contextActivities"]["parent"][0]["id"] == ACTIVITY


@pytest.mark.parametrize("language", ["en", "hu"])
def test_being_right_and_being_sure_are_two_things(play: Play, language: str):
    """The six sentences of the curriculum."""
    play.open("choice-what-it-is", language)
    sentences = parameters("choice-what-it-is", language)["confidence"]
    question = play.frame.locator(".ls-question").first
    wrong, right = 0, 1
    seen = []
    for answer in (wrong, right):
        for sure in range(3):
            play.do("resetTask")
            question.locator(".ls-field").nth(0).get_by_role("radio").nth(answer).check()
            question.locator(".ls-sure").get_by_role("radio").nth(sure).check()
            question.locator(".ls-buttons button").first.click()
            seen.append(question.locator(".ls-result__title").inner_text())
    expected = [f"{way}{sure}" for way in ("wrong", "right") for sure in ("Guess", "FairlySure", "Certain")]
    assert seen == [sentences[name] for name in expected]
    assert len(set(seen)) == 6


def test_a_written_reason_is_kept_and_never_told(play: Play):
    play.open("choice-what-it-is")
    question = play.frame.locator(".ls-question").first
    question.get_by_role("radio", name="False").check()
    question.get_by_role("textbox").fill("My colleague Anna said so")
    question.get_by_role("radio", name="Certain").check()
    question.get_by_role("button", name="Check").click()
    state = play.do("getCurrentState")
    assert state["questions"]["rating"]["written"] == "My colleague Anna said so"
    assert "Anna" not in json.dumps(play.do("getXAPIData")) + json.dumps(play.page.evaluate("statements"))
    play.open("choice-what-it-is", "hu", state=state)
    question = play.frame.locator(".ls-question").first
    expect(question.get_by_role("textbox")).to_have_value("My colleague Anna said so")
    expect(question.locator(".ls-result")).to_contain_text("Helyes, és tudtad is.")


# Case walk


def test_a_case_is_walked_by_keyboard_alone(play: Play):
    """A poor choice shows what follows and leads back; the focus is always where the reader is."""
    play.open("case-filming").begin()
    play.tab_to("Film anyway")
    play.press("Enter")
    assert "You recorded someone who said no." in play.frame.evaluate(FOCUSED)
    play.tab_to("Back to the choice")
    play.press("Enter")
    assert play.frame.evaluate(FOCUSED) == "10:55, five minutes before the service"
    expect(play.frame.get_by_role("button", name="Film anyway")).to_contain_text("Tried")
    play.tab_to("Change the camera angle")
    play.press("Enter")
    assert play.frame.evaluate(FOCUSED) == "11:20, at table four"
    play.tab_to("Say who, why")
    play.press("Space")
    assert play.frame.evaluate(FOCUSED) == "Two weeks later"
    assert not play.told("completed")
    play.tab_to("Ask everyone")
    play.press("Enter")
    assert play.frame.evaluate(FOCUSED) == "Before we look"
    expect(play.frame.locator(".ls-card")).to_contain_text("New purpose, new consent.")
    (statement,) = play.told("completed")
    assert statement["object"]["id"] == ACTIVITY
    assert statement["result"]["score"] == {"min": 0, "max": 3, "raw": 2, "scaled": 0.6667}
    assert (statement["result"]["completion"], statement["result"]["success"]) == (True, True)
    (steps,) = statement["result"]["extensions"].values()
    assert steps[0] == {"scene": "no-film", "poor": ["blur"], "good": "angle"}
    play.tab_to("Walk again")
    play.press("Enter")
    assert play.frame.evaluate(FOCUSED) == "10:55, five minutes before the service"
