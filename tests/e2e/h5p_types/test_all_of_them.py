"""What all of the project's H5P content types hold: the contract of a question, resume, access for everyone, safety."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.h5p_stage import Stage
from tests.e2e.h5p_stage.play import Play
from tests.e2e.watch import Watch
from tests.h5p_packages import LIBRARIES, parameters

LANGUAGES = ("en", "hu", "de", "nl")
AXE = (Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = """async (scheme) => {
  // The page around the frame has the heading of the first level. By night only the colours differ.
  const all = { rules: { "target-size": { enabled: true }, "page-has-heading-one": { enabled: false } } };
  const colours = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };
  const found = await axe.run(document, { resultTypes: ["violations"], ...(scheme === "light" ? all : colours) });
  const told = (rule, node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n")[1]}`;
  return found.violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node)));
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 38, 51)"}
TYPES = {
    "ordering-the-cycle": "Ordering",
    "sorting-evidence": "Sorting",
    "choice-what-it-is": "ChoiceWithReasons",
    "case-filming": "CaseWalk",
}
ORDER = ["goal", "study", "design", "teach", "discuss", "re-teach", "share"]
DRAFTS = [
    {},
    {"items": [{}], "questions": [{}], "scenes": [{}], "bins": {}},
    {"items": 1, "questions": None, "scenes": ""},
    {"items": [{"text": "a"}], "questions": [{"text": "a"}], "scenes": [{"title": "a"}]},
]
STATES = {
    "ordering-the-cycle": {"order": ["study", "goal", *ORDER[2:]], "checked": True},
    "sorting-evidence": {
        "places": {item["id"]: "first" for item in parameters("sorting-evidence")["items"]},
        "checked": True,
    },
    "choice-what-it-is": {"at": 1, "questions": {"perfect": {"answers": ["true"], "sure": "certain", "checked": True}}},
    "case-filming": {
        "path": [{"scene": "no-film", "poor": ["blur"], "good": "angle"}, {"scene": "guest", "poor": ["training"]}],
        "pending": "training",
    },
}


@pytest.mark.parametrize("name", TYPES)
def test_the_state_comes_back_in_another_language(play: Play, name: str):
    """What getCurrentState gives is what the next visit begins with; the answers hang on ids, not on words."""
    play.open(name, "en", state=STATES[name])
    first = play.do("getCurrentState")
    score = play.do("getScore")
    play.open(name, "de", state=first)
    assert play.do("getCurrentState") == first
    assert play.do("getScore") == score
    assert play.do("getAnswerGiven") is True
    expect(play.frame.locator(".ls-result").filter(visible=True)).to_have_count(1)


@pytest.mark.parametrize("name", TYPES)
def test_a_broken_state_is_no_state(play: Play, name: str):
    broken = {
        "order": ["goal"],
        "places": {"x": "y"},
        "questions": {"rating": {"answers": ["maybe"]}},
        "path": [{"scene": 7}],
        "at": -4,
    }
    play.open(name, state=broken)
    most = {"ordering-the-cycle": 7, "sorting-evidence": 8, "choice-what-it-is": 5, "case-filming": 3}[name]
    assert play.do("getMaxScore") == most
    by_chance = range(most) if name == "ordering-the-cycle" else [0]  # mixed anew; never the right order
    assert play.do("getScore") in by_chance


@pytest.mark.parametrize("name", TYPES)
def test_the_contract_of_a_question_type(play: Play, name: str):
    """What QuestionSet and Column ask of their children."""
    play.open(name)
    assert play.do("getAnswerGiven") is False
    assert play.frame.evaluate("() => H5P.instances[0].getCurrentState() === undefined"), (
        "nothing to keep before the first touch"
    )
    play.do("showSolutions")
    expect(play.frame.locator(".ls-result, .ls-card").filter(visible=True).first).to_be_visible()
    play.do("resetTask")
    expect(play.frame.locator(".ls-result, .ls-card").filter(visible=True)).to_have_count(0)
    assert play.do("getAnswerGiven") is False
    assert play.do("getTitle")
    data = play.do("getXAPIData")
    assert data["statement"]["result"]["score"]["max"] == play.do("getMaxScore")
    assert data["statement"]["object"]["definition"]["description"]["en"] == parameters(name)["task"]
    assert [one["verb"]["id"].rsplit("/")[-1] for one in play.page.evaluate("statements")] == ["attempted"]


@pytest.mark.parametrize("name", TYPES)
def test_the_scripts_and_the_semantics_have_the_same_defaults(play: Play, name: str):
    play.open(name)
    defaults = play.frame.evaluate(f"() => LS4VET.{TYPES[name]}.defaults")
    semantics = json.loads((LIBRARIES / f"LS4VET.{TYPES[name]}-1.1" / "semantics.json").read_text(encoding="utf-8"))
    for group in semantics:
        for field in group.get("fields", [group]):
            known = defaults[group["name"]] if field is group else defaults[group["name"]].get(field["name"])
            if "default" in field:
                assert known == field["default"], f"{group['name']}.{field['name']}"
    assert set(defaults["l10n"]) == {field["name"] for field in semantics[-1]["fields"]}


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation(play: Play, name: str, language: str):
    """At first sight and with a verdict, on a phone, without sideways scrolling; by night only the colours differ."""
    play.page.set_viewport_size({"width": 320, "height": 900})
    problems = []
    for state in (None, STATES[name]) if language == "en" else (STATES[name],):
        play.open(name, language, state=state)
        assert play.frame.evaluate(TOO_WIDE) <= 0
        play.frame.evaluate(AXE)
        for scheme in ("light", "dark") if language == "en" else ("light",):
            play.page.emulate_media(color_scheme=scheme)
            expect(play.frame.locator(".ls4vet")).to_have_css("background-color", PAPER[scheme])
            problems += [f"{scheme}: {problem}" for problem in play.frame.evaluate(RUN, scheme)]
    assert not problems, "\n".join(problems)


def test_the_theme_of_the_page_wins_over_the_device(browser: Browser, stage: Stage):
    for device, theme in (("light", "dark"), ("dark", "light")):
        context = browser.new_context(color_scheme=device)
        play = Play(context.new_page(), stage).open("case-filming", theme=theme)
        expect(play.frame.locator(".ls4vet")).to_have_css("background-color", PAPER[theme])
        context.close()


def test_texts_are_never_run(play: Play):
    """A host that filters nothing: markup in texts is text, dangerous markup in marked-up texts is gone."""
    play.open("case-filming")
    shown = play.frame.evaluate("""() => {
      const bad = '<img src=x onerror="window.hit=1"><script>window.hit=1</script><p onclick="window.hit=1">ok '
        + '<b>bold</b><a href="javascript:window.hit=1">link</a><svg onload="window.hit=1"></svg></p>';
      const walk = new LS4VET.CaseWalk({ task: '5 &lt; 6 &amp; ' + bad, intro: bad, scenes: [
        { title: bad, text: bad, choices: [{ text: bad, leadsTo: 'back', consequence: bad }] }] }, 2, {});
      const box = document.body.appendChild(document.createElement('div'));
      walk.attach(H5P.jQuery(box));
      box.querySelector('.ls-way').click();
      const [task, intro] = [box.querySelector('h2').textContent, box.querySelector('.ls-intro').innerHTML];
      return { html: box.innerHTML, task, intro };
    }""")
    play.page.wait_for_timeout(200)
    assert play.frame.evaluate("() => window.hit") is None
    assert shown["task"].startswith("5 < 6 & <img src=x")
    assert shown["intro"] == "<p>ok <b>bold</b><a>link</a></p>"
    assert "<img" not in shown["html"]
    assert "javascript:" not in shown["intro"]


@pytest.mark.parametrize("name", TYPES)
def test_an_activity_without_content_does_not_fall(play: Play, name: str):
    """An author's half-finished draft, and parameters of the wrong shape."""
    play.open(name)
    fell = play.frame.evaluate(
        """([type, drafts]) => drafts.flatMap((params) => {
          try {
            const one = new LS4VET[type](params, 3, {});
            one.attach(H5P.jQuery(document.createElement("div")));
            one.root.querySelectorAll("button").forEach((button) => button.click());
            for (const ask of ["getScore", "getMaxScore", "showSolutions", "getXAPIData", "resetTask"]) one[ask]();
            return [];
          } catch (error) {
            return [`${JSON.stringify(params)}: ${error.stack}`];
          }
        })""",
        [TYPES[name], DRAFTS],
    )
    assert fell == []


def test_they_play_in_the_frame_other_hosts_use(page: Page, stage: Stage):
    """Moodle and others put the activity into a frame of their own and set its height when it says so."""
    watch = Watch(page)
    address = stage.url("ordering-the-cycle").replace("/?", "/player?")
    page.goto(f"{address}&mode=iframe")
    inner = page.frame_locator("iframe.h5p-iframe")
    expect(inner.locator(".ls-line")).to_have_count(7)
    height = "() => document.querySelector('iframe.h5p-iframe').clientHeight"
    page.wait_for_function("() => document.querySelector('iframe.h5p-iframe').clientHeight > 500")
    before = page.evaluate(height)
    inner.get_by_role("button", name="Check the order").click()
    expect(inner.locator(".ls-result")).to_be_visible()
    page.wait_for_function(f"() => document.querySelector('iframe.h5p-iframe').clientHeight > {before}")
    after = page.evaluate(height)
    page.wait_for_timeout(500)
    assert page.evaluate(height) == after, "the height settles"
    assert not watch.problems
