"""The page's script, shipped as built: the test is the kernel at the other end of its websocket."""

import base64

import pytest
from browser.kernel_page import CHECKBOX, KERNEL, KernelPage, anywidget, box, core

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium):
    tab = chromium.new_page(locale="en-GB")
    kernel_page = KernelPage(tab)
    yield kernel_page
    tab.close()
    assert kernel_page.problems == []


def test_a_state_asked_for_before_a_click_does_not_undo_it(page):
    page.open({"w": anywidget(CHECKBOX, value=False)}, "w")
    asked = page.message(method="request_states")
    page.page.check("input")
    click = page.message(method="update")
    answer = {"method": "update_states", "states": {"w": {"state": {"value": False}}}}
    page.say("comm_msg", {"comm_id": asked["content"]["comm_id"], "data": answer})
    page.update("w", value=False, parent=asked["id"])
    page.update("w", method="echo_update", value=True, parent=click["id"])
    page.page.wait_for_timeout(200)
    assert page.page.is_checked("input")
    # and the page goes on taking clicks
    page.received.clear()
    page.page.uncheck("input")
    assert page.message(method="update")["content"]["data"]["state"] == {"value": False}


def test_what_python_makes_of_a_click_is_shown(page):
    page.open({"w": anywidget(CHECKBOX, value=False)}, "w")
    page.page.check("input")
    click = page.message(method="update")
    page.update("w", value=False, parent=click["id"])  # refused
    page.wait_for(lambda: not page.page.is_checked("input"))


def test_a_click_that_python_never_echoed_is_settled_when_it_is_done(page):
    page.open({"w": anywidget(CHECKBOX, value=False)}, "w")
    page.page.check("input")
    click = page.message(method="update")
    page.say("status", {"execution_state": "idle"}, parent=click["id"])
    page.update("w", value=False)
    page.wait_for(lambda: not page.page.is_checked("input"))


def test_binary_values_travel_both_ways(page):
    script = """
    function render({ model, el }) {
      const read = (view) => new TextDecoder().decode(view);
      const show = () => { el.textContent = read(model.get("deep").data); };
      model.on("change:deep", show);
      model.on("msg:custom", (content, buffers) => {
        el.textContent = content.said + read(buffers[0]);
        model.send({ got: 1 }, undefined, [new TextEncoder().encode("back")]);
        model.set("deep", { data: new Uint8Array([1, 2, 3]) });
        model.save_changes();
      });
      show();
    }
    export default { render };
    """
    embedded = [{"path": ["deep", "data"], "data": base64.b64encode(b"first").decode()}]
    page.open({"w": anywidget(script, deep={})}, "w", buffers={"w": embedded})
    page.wait_for(lambda: page.page.inner_text(".jupyter-widgets") == "first")
    page.update("w", deep={}, paths=[["deep", "data"]], buffers=[b"second"])
    page.wait_for(lambda: page.page.inner_text(".jupyter-widgets") == "second")
    page.custom("w", {"said": "third "}, buffers=[b"and fourth"])
    sent = page.message(method="custom")
    assert sent["buffers"] == [b"back"]
    update = page.message(method="update")
    assert update["content"]["data"]["buffer_paths"] == [["deep", "data"]]
    assert update["buffers"] == [b"\x01\x02\x03"]


def test_what_python_said_before_the_page_asked_reaches_the_widget(page):
    script = """
    const read = (view) => new TextDecoder().decode(view);
    function initialize({ model }) {
      model.on("msg:custom", ({ said }, [buffer]) => model.set("heard", said + read(buffer)));
    }
    function render({ model, el }) { el.textContent = model.get("heard"); }
    export default { initialize, render };
    """
    said = {"content": {"said": "first "}, "buffers": [base64.b64encode(b"rows").decode()]}
    page.open({"w": anywidget(script, heard="")}, "w", messages={"w": [said]})
    page.wait_for(lambda: page.page.inner_text(".jupyter-widgets") == "first rows")


def test_widgets_that_python_opens_changes_and_closes_later_come_and_go(page):
    page.open({"b": box("one"), "one": core("Label", value="first")}, "b")
    page.open_model("two", core("Label", value="second"))
    page.update("b", children=["IPY_MODEL_one", "IPY_MODEL_two"])
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "first\nsecond")
    page.update("two", value="changed")
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "first\nchanged")
    page.say("comm_close", {"comm_id": "one", "data": {}})
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "changed")


def test_a_child_may_be_named_before_its_model_is_opened(page):
    page.open({"b": box()}, "b")
    page.update("b", children=["IPY_MODEL_late"])
    page.open_model("late", core("HTML", value="<b>here</b>"))
    page.wait_for(lambda: page.page.inner_text("#pw-content b") == "here")
    page.open_model("more", core("Label", value="too"))
    page.update("b", children=["IPY_MODEL_more", "IPY_MODEL_late"])
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "too\nhere")


def test_views_of_one_model_share_it_and_it_is_initialized_once(page):
    script = """
    let initialized = 0;
    export default {
      initialize() { initialized += 1; },
      render({ model, el }) {
        const show = () => { el.textContent = `${model.get("value")} of ${initialized}`; };
        model.on("change:value", show);
        show();
      },
    };
    """
    page.open({"b": box("w", "w"), "w": anywidget(script, value="a")}, "b")
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "a of 1\na of 1")
    page.update("w", value="b")
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "b of 1\nb of 1")


def test_two_models_of_one_script_keep_apart_what_it_remembers_of_its_model(page):
    script = """
    export default () => {
      let mine;
      return {
        initialize({ model }) { mine = model; },
        render({ el }) { el.textContent = mine.get("value"); },
      };
    };
    """
    models = {"v": anywidget(script, value="a"), "w": anywidget(script, value="b")}
    page.open({"b": box("v", "w"), **models}, "b")
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "a\nb")


def test_a_view_that_is_gone_hears_nothing_more(page):
    script = """
    function render({ model, el }) {
      model.on("change:value", () => model.send({ heard: model.get("value") }));
      return () => model.send({ cleaned: true });
    }
    export default { render };
    """
    page.open({"b": box("w"), "w": anywidget(script, value=1)}, "b")
    page.update("w", value=2)
    page.wait_for(lambda: any(_content(m) == {"heard": 2} for m in page.received))
    page.update("b", children=[])
    page.wait_for(lambda: any(_content(m) == {"cleaned": True} for m in page.received))
    page.update("w", value=3)
    page.page.wait_for_timeout(150)
    assert not any(_content(m) == {"heard": 3} for m in page.received)


def test_messages_that_come_before_a_widgets_script_listens_wait_for_it(page):
    script = """
    await new Promise((resolve) => setTimeout(resolve, 300));
    function initialize({ model }) {
      model.on("msg:custom", (content) => model.send({ heard: content.n }));
    }
    export default { initialize };
    """
    page.open({"w": anywidget(script)}, "w")
    page.wait_for(lambda: page.sockets)
    page.custom("w", {"n": 1})
    page.custom("w", {"n": 2})
    page.wait_for(lambda: len([m for m in page.received if "heard" in _content(m)]) == 2)
    assert [_content(m)["heard"] for m in page.received if "heard" in _content(m)] == [1, 2]


def test_a_widget_of_another_package_is_named_with_the_way_to_see_it(page):
    page.open({"w": core("IntSlider", value=3)}, "w")
    assert "IntSlider" in page.page.inner_text("#pw-content")
    assert "--template lab" in page.page.inner_text("#pw-content")


def test_a_script_that_fails_leaves_the_rest_of_the_page(page):
    page.open(
        {"b": box("bad", "good"), "bad": anywidget("nonsense("), "good": core("Label", value="ok")},
        "b",
    )
    page.wait_for(lambda: "could not be shown" in page.page.inner_text("#pw-content"))
    assert "ok" in page.page.inner_text("#pw-content")
    assert len(page.problems) == 1, "it is told in the console"
    page.problems.clear()


def test_tabs_are_chosen_by_keyboard_and_python_hears_of_it(page):
    tab = core("Tab", children=["IPY_MODEL_a", "IPY_MODEL_c"], titles=["A", "C"], selected_index=0)
    page.open({"t": tab, "a": core("Label", value="one"), "c": core("Label", value="two")}, "t")
    page.page.focus("[role=tab][aria-selected=true]")
    page.page.keyboard.press("ArrowRight")
    assert page.page.inner_text("[role=tabpanel]") == "two"
    assert page.message(method="update")["content"]["data"]["state"] == {"selected_index": 1}
    page.page.keyboard.press("Home")
    assert page.page.inner_text("[role=tabpanel]") == "one"


def test_an_accordion_and_a_stack_show_what_is_selected(page):
    state = {"children": ["IPY_MODEL_a"], "titles": ["Title"], "selected_index": None}
    models = {
        "b": box("x", "s"),
        "x": core("Accordion", **state),
        "s": core("Stack", **state),
        "a": core("Label", value="inside"),
    }
    page.open(models, "b")
    assert page.page.inner_text("#pw-content") == "Title"
    page.page.click("summary")
    assert page.page.inner_text(".widget-accordion details") == "Title\ninside"
    page.update("s", selected_index=0)
    page.wait_for(lambda: page.page.inner_text(".widget-stack") == "inside")


def test_a_layout_is_applied_and_followed(page):
    layout = core("Layout", width="200px", display=None)
    label = core("Label", value="x", layout="IPY_MODEL_l")
    page.open({"w": label, "l": layout}, "w")
    element = page.page.locator(".widget-label")
    assert element.evaluate("element => element.style.width") == "200px"
    page.update("l", display="none", width=None)
    page.wait_for(element.is_hidden)
    page.update("l", display=None)
    page.wait_for(element.is_visible)


def test_a_dead_kernel_is_said_at_once_and_the_page_is_fetched_anew(page):
    page.open({"w": core("Label", value="x")}, "w")
    page.wait_for(lambda: page.sockets)
    page.say("status", {"execution_state": "dead"})
    page.wait_for(lambda: "session has ended" in _banner(page), 1)
    _wait_until_loaded_anew(page)


def test_text_that_is_being_written_is_not_thrown_away_with_the_session(page):
    script = "export default { render({ el }) { el.append(document.createElement('textarea')); } };"
    page.open({"w": anywidget(script)}, "w")
    page.page.fill("textarea", "a long note")
    page.knows_kernel = page.answers_pings = False
    page.wait_for(lambda: "Copy what you are writing" in _banner(page))
    page.page.wait_for_timeout(2000)
    assert page.loads == 1
    assert page.page.input_value("textarea") == "a long note"
    page.knows_kernel = page.answers_pings = True
    page.page.click("#pw-banner button")
    _wait_until_loaded_anew(page)


def test_a_silent_server_is_said_within_five_seconds_and_edits_wait(page):
    page.open({"w": anywidget(CHECKBOX, value=False)}, "w")
    page.wait_for(lambda: page.sockets)
    page.alive = page.answers_pings = False
    page.wait_for(lambda: "No contact" in _banner(page), 5)
    assert page.page.evaluate("document.getElementById('pw-content').inert")
    page.alive = page.answers_pings = True
    page.wait_for(lambda: _banner(page) == "")
    assert not page.page.evaluate("document.getElementById('pw-content').inert")


def test_a_half_open_socket_is_replaced_and_everything_is_asked_for_anew(page):
    page.open({"w": core("Label", value="old")}, "w")
    page.message(method="request_states")
    page.received.clear()
    page.answers_pings = False
    page.wait_for(lambda: len(page.sockets) == 2)
    page.answers_pings = True
    asked = page.message(method="request_states")
    answer = {"method": "update_states", "states": {"w": {"state": {"value": "new"}}}}
    page.say("comm_msg", {"comm_id": asked["content"]["comm_id"], "data": answer})
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "new")
    assert _banner(page) == ""


def test_the_kernel_ends_with_the_page(page):
    page.open({"w": core("Label", value="x")}, "w")
    sent = page.page.evaluate("""() => {
      const sent = [];
      navigator.sendBeacon = (address, body) => sent.push([address, String(body)]);
      document.cookie = "_xsrf=secret";
      dispatchEvent(new PageTransitionEvent("pagehide"));
      return sent;
    }""")
    assert sent == [[f"/voila/api/shutdown/{KERNEL}", "_xsrf=secret"]]


def test_a_page_for_a_project_goes_on_loading_until_python_has_turned_to_it(page):
    script = "export default { initialize({ model }) { model.send({ hello: 1 }); } };"
    page.open({"w": anywidget(script)}, "w", query="?project=x", ready=False)
    hello = page.message(method="custom")
    assert page.page.get_attribute("html", "data-pw-state") is None
    assert page.page.get_attribute("#pw-content", "class") == "pw-turning"
    page.say("status", {"execution_state": "idle"}, parent=hello["id"])
    page.page.wait_for_selector("html[data-pw-state=ready]", state="attached")
    assert page.page.get_attribute("#pw-content", "class") == ""


def test_a_page_whose_project_python_turned_to_before_is_shown_without_asking(page):
    script = """export default {
      initialize({ model }) { model.send({ hello: 1 }); },
      render({ model, el }) {
        const show = () => { el.textContent = model.get("value"); };
        model.on("change:value", show);
        show();
      },
    };"""
    page.open({"w": anywidget(script, value="then")}, "w", query="?project=x", greeted=True)
    assert page.page.inner_text("#pw-content") == "then"
    hello = page.message(method="custom")
    asked = page.message(method="request_states")
    order = [message["id"] for message in page.received]
    assert order.index(hello["id"]) < order.index(asked["id"]), "nobody waits for that answer"
    answer = {"method": "update_states", "states": {"w": {"state": {"value": "meanwhile"}}}}
    page.say("comm_msg", {"comm_id": asked["content"]["comm_id"], "data": answer})
    page.wait_for(lambda: page.page.inner_text("#pw-content") == "meanwhile")


def test_a_click_is_not_undone_by_the_state_that_a_greeted_page_asks_for_later(page):
    page.open({"w": anywidget(CHECKBOX, value=False)}, "w", greeted=True)
    page.page.check("input")
    click = page.message(method="update")
    asked = page.message(method="request_states")
    answer = {"method": "update_states", "states": {"w": {"state": {"value": False}}}}
    page.say("comm_msg", {"comm_id": asked["content"]["comm_id"], "data": answer})
    page.page.wait_for_timeout(200)
    assert page.page.is_checked("input")
    page.update("w", method="echo_update", value=True, parent=click["id"])
    page.update("w", value=False)
    page.wait_for(lambda: not page.page.is_checked("input"))


def test_a_state_asked_for_that_brings_nothing_new_disturbs_no_widget(page):
    script = """export default { render({ model, el }) {
      for (const name of ["list", "deep", "bytes", "text"]) {
        model.on(`change:${name}`, () => el.append(`${name} `));
      }
    } };"""
    state = {"list": [1, {"a": None}], "deep": {"x": [2]}, "text": "t", "bytes": None}
    given = [{"path": ["bytes"], "data": base64.b64encode(b"same").decode()}]
    page.open({"w": anywidget(script, **state)}, "w", buffers={"w": given})
    asked = page.message(method="request_states")

    def answer(buffer, **states):
        data = {"method": "update_states", "states": {"w": {"state": states}}}
        data["buffer_paths"] = [["w", "bytes"]]
        content = {"comm_id": asked["content"]["comm_id"], "data": data}
        page.say("comm_msg", content, buffers=[buffer])

    answer(b"same", **state)
    answer(b"else", **{**state, "list": [1, {"a": 0}]})
    page.wait_for(lambda: page.page.inner_text("#pw-content").split() == ["list", "bytes"])


def test_a_theme_that_a_widget_sets_is_remembered(page):
    page.open({"w": core("Label", value="x")}, "w")
    page.page.evaluate("document.documentElement.dataset.pwTheme = 'dark'")
    page.wait_for(lambda: page.page.get_attribute("body", "data-jp-theme-light") == "false")
    page.page.reload()
    page.page.wait_for_selector("html[data-pw-theme=dark] body[data-jp-theme-light=false]")


def test_html_from_a_widget_runs_no_script_of_its_own(page):
    page.open({"w": core("HTML", value="<b>x</b><script>window.ran = 1</script>")}, "w")
    assert page.page.evaluate("window.ran") is None


def _content(message):
    return message["content"].get("data", {}).get("content", {})


def _wait_until_loaded_anew(page):
    """Wait for the second page, connected: Playwright hangs when a page is closed before that."""
    page.wait_for(lambda: page.loads == 2 and len(page.sockets) >= 2)
    page.page.wait_for_selector("html[data-pw-state=ready]", state="attached")


def _banner(page):
    try:
        return page.page.inner_text("#pw-banner", timeout=500)
    except Exception:  # noqa: BLE001 (the page is being loaded anew)
        return ""
