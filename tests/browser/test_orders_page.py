"""The page of orders as a person meets it: from the invoice to an order that can be submitted."""

import re
from datetime import date, timedelta

import pytest
from browser.axe import serious
from disk import rows
from playwright.sync_api import expect
from waiting import soon

from portwidgets import catalog

pytestmark = pytest.mark.browser

TODAY = date.today()  # noqa: DTZ011  the page's own day
PORT = catalog.times().business_days("DK").on_or_after(TODAY + timedelta(days=14))
INVOICE = {
    "Carrier": "Tele Eksempel A/S",
    "Account number": "0045 12309",
    "Main billed number (BTN)": "67 12 34 00",
    "Name on the account": "Eksempel A/S",
    "Authorised person": "The managing director",
    "Street": "Eksempelvej 1",
    "Postcode": "5000",
    "City": "Odense C",
    "Invoice date": TODAY.isoformat(),
    "Name on the invoice": "Eksempel A/S",
    "Street on the invoice": "Eksempelvej 1, st.",
    "Postcode on the invoice": "5000",
    "City on the invoice": "Odense C",
}


def table(page, name):
    """One of the tables of the page, by its heading."""
    heading = page.get_by_role("heading", name=name)
    return page.locator(".pw-table").filter(has=heading)


def enter(page, where, column, text):
    """Type a text into the first row's cell of a column."""
    cell = where.locator(f'.ag-row[row-index="0"] [col-id="{column}"]')
    cell.scroll_into_view_if_needed()
    cell.dblclick()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def paste(page, where, *lines):
    where.get_by_role("button", name="Paste").first.click()
    page.get_by_role("dialog").get_by_role("textbox").fill("\n".join(map("\t".join, lines)))
    page.get_by_role("dialog").get_by_role("button", name="Insert").click()


def test_from_the_invoice_to_an_order_that_can_be_submitted(dashboard, visit):
    workspace = dashboard.workspace
    project = workspace.create("From an invoice", gaining_carrier="Ny Tele", language="en")
    page = visit(f"project={project.name}&page=orders")
    expect(page.get_by_text("Begin with the invoice of your present carrier")).to_be_visible()
    paste(page, table(page, "Accounts"), list(INVOICE), list(INVOICE.values()))
    soon(lambda: [row["btn"] for row in rows(project, "accounts")], ["+4567123400"])

    page.get_by_role("link", name="Numbers").click()
    numbers = [[f"67 12 34 0{at}", "Port", "Fixed line"] for at in range(10)]
    headings = ["Number", "Decision", "Type"]
    paste(page, page.locator(".pw-table:not(.pw-table-part)"), headings, *numbers)
    soon(lambda: len(rows(project, "numbers")), 10)

    page.get_by_role("link", name="Orders").click()
    page.get_by_role("button", name="Put them on Tele Eksempel A/S").click()
    soon(lambda: {row["account"] for row in rows(project, "numbers")}, {"a0001"})
    page.get_by_role("button", name="Split numbers into orders").click()
    proposal = page.get_by_role("region", name="Proposed orders")
    expect(proposal).to_contain_text("67 12 34 00–09")
    proposal.get_by_role("button", name="Use the proposal").click()
    soon(lambda: {row["order"] for row in rows(project, "numbers")}, {"o0001"})
    expect(page.get_by_text("0 of 1 orders can be submitted")).to_be_visible()

    page.locator('[data-order="o0001"] > summary').click()
    address = page.locator('[data-code="address_differs"]')
    expect(address.locator("ins")).to_have_text(",␣st.")
    address.get_by_role("button", name="Use “Eksempelvej 1, st.”").click()
    account = page.locator('[data-code="account_number_form"]')
    account.get_by_role("button", name="Use “004512309”").click()
    signer = page.locator('[data-code="signer_missing"]')
    signer.get_by_role("button", name="Use “The managing director”").click()
    soon(lambda: rows(project, "orders")[0]["signer"], "The managing director")

    orders = table(page, "Port orders")
    enter(page, orders, "requested_on", PORT.isoformat())
    enter(page, orders, "loa_signed_on", TODAY.isoformat())
    soon(lambda: rows(project, "orders")[0]["loa_signed_on"], TODAY.isoformat())

    steps = ("Gather account information", "Obtain a recent phone bill", "Verify that the")
    for step in (*steps, "Verify the authorized signer", "Complete all required fields"):
        done = page.get_by_role("button", name=re.compile(f"Mark as done: {step}"))
        done.click()
        expect(done).to_have_count(0)
        page.mouse.down(click_count=2)  # what stood below it has moved up, and is not meant
        page.mouse.up(click_count=2)
    expect(page.locator('[data-code="step_open"]')).to_have_count(1)  # the form nobody can prove
    page.get_by_role("link", name="Checklist").click()
    page.get_by_role("checkbox", name=re.compile("Get the porting authorization")).check()
    page.get_by_role("link", name="Orders").click()

    expect(page.get_by_text("1 of 1 orders can be submitted")).to_be_visible()
    expect(orders.locator('.ag-row[row-index="0"] [col-id="status"]')).to_have_text("Ready")
    assert rows(project, "orders")[0]["status"] == "draft"
    page.get_by_role("link", name="Overview").click()
    expect(page.locator(".pw-orders-card")).to_contain_text("Ready to submit")


def test_a_finding_leads_to_its_cell_on_this_page_and_on_another(demo, visit):
    page = visit(f"project={demo.name}&page=orders")
    page.locator('[data-order="o0003"] > summary').click()
    show = page.locator('[data-code="address_differs"]').get_by_role("button", name="Show the cell")
    show.click()
    cell = table(page, "Accounts").locator(".ag-cell-focus")
    expect(cell).to_have_attribute("col-id", "street")
    expect(cell).to_be_in_viewport()
    page.locator('[data-code="undecided"]').get_by_role("button", name="Show the cell").click()
    numbers = page.locator(".pw-table:not(.pw-table-part)")
    expect(numbers.locator(".ag-cell-focus")).to_have_attribute("col-id", "decision")


def test_a_finding_is_set_aside_with_its_reason_by_keyboard_alone(demo, visit):
    page = visit(f"project={demo.name}&page=orders")
    page.locator('[data-order="o0003"] > summary').focus()
    page.keyboard.press("Enter")
    finding = page.locator('[data-code="btn_stranded"]')
    finding.get_by_role("button", name="Set aside").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("They name one themselves")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(finding).to_contain_text("They name one themselves")
    soon(lambda: [row["rule"] for row in rows(demo, "waivers")], ["btn_stranded"])
    finding.get_by_role("button", name="Take up again").click()
    soon(lambda: rows(demo, "waivers"), [])


def test_a_pin_is_entered_masked_and_stands_in_no_file(demo, visit):
    page = visit(f"project={demo.name}&page=orders")
    page.locator(".pw-pins > summary").click()
    field = page.locator(".pw-pins .pw-secret-input").first
    assert field.get_attribute("type") == "password"
    field.fill("864213")
    page.locator(".pw-pins").get_by_role("button", name="Save").first.click()
    expect(page.locator(".pw-pins .pw-secret-value").first).to_have_text("••••••")
    assert demo.secrets.has("accounts", "a0001", "port_out_pin")
    written = b"".join(file.read_bytes() for file in demo.path.iterdir() if file.is_file())
    assert b"864213" not in written


@pytest.mark.parametrize("pressed", ["the mouse", "the space bar"])
def test_what_is_pressed_stays_until_it_is_let_go_whatever_a_colleague_changes(
    demo, visit, pressed
):
    page = visit(f"project={demo.name}&page=orders")
    order = page.locator('[data-order="o0003"]')
    hand = page.mouse if pressed == "the mouse" else page.keyboard
    keys = () if pressed == "the mouse" else (" ",)
    order.locator("> summary").hover()
    order.locator("> summary").focus()
    hand.down(*keys)
    demo.accounts.set("a0001", carrier="Another carrier")
    expect(table(page, "Accounts").get_by_text("Another carrier")).to_be_visible()
    expect(order).not_to_contain_text("Another carrier")
    hand.up(*keys)
    expect(order.locator(".pw-finding").first).to_be_visible()
    expect(order).to_contain_text("o0003 · Another carrier")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_can_be_read_by_all_and_fits_the_window(demo, visit, width):
    page = visit(f"project={demo.name}&page=orders", width=width)
    page.locator('[data-order="o0003"] > summary').click()
    expect(page.locator('[data-code="address_differs"]')).to_be_visible()
    page.get_by_role("button", name="Split numbers into orders").click()
    expect(page.get_by_role("region", name="Proposed orders")).to_be_visible()
    expect(page.locator(".ag-row").first).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
