"""A person before the table of numbers: keys, clipboard, dialogs."""

from browser.desk import Desk
from disk import rows, rows_by

from portwidgets.widgets.number_table import NumberTable

CLIPBOARD_EVENT = """([kind, text]) => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const clipboardData = new DataTransfer();
    if (text) clipboardData.setData("text/plain", text);
    const travels = { bubbles: true, composed: true, cancelable: true };
    at.dispatchEvent(new ClipboardEvent(kind, { clipboardData, ...travels }));
    return clipboardData.getData("text/plain");
}"""


class TableDesk(Desk):
    """A table of numbers, its rows there."""

    def __init__(self, bare, project, **traits):
        super().__init__(bare, NumberTable(project, **traits), "number_table")
        self.project = project
        self.until(lambda: not self.status("Loading"))

    def rest(self):
        """Let everything arrive that is on its way."""
        for _ in range(4):
            self.shown.settle()
            self.page.wait_for_timeout(30)

    def status(self, part):
        return part in self.page.locator(".pw-table-status").inner_text()

    def says(self):
        return self.page.locator(".pw-table-message").inner_text()

    def cell(self, row, column):
        return self.page.locator(f'.ag-row[row-id="{row}"] [col-id="{column}"]')

    def bring(self, row, column):
        """Scroll sideways until a column is there: the grid draws what is in sight only."""
        self.cell(row, "number").hover()
        for _ in range(30):
            if self.cell(row, column).count() and self.cell(row, column).is_visible():
                break
            self.page.mouse.wheel(150, 0)
            self.page.wait_for_timeout(50)
        return self.cell(row, column)

    def text(self, row, column):
        return self.cell(row, column).inner_text().strip()

    def shown_rows(self):
        rows = self.page.locator(".ag-row[row-id]:has([col-id=number])")
        order = (
            "rows => rows.map(row => [+row.getAttribute('row-index'), row.getAttribute('row-id')])"
        )
        return [row for _, row in sorted(rows.evaluate_all(order))]

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    def dialog(self):
        return self.page.get_by_role("dialog")

    def paste(self, text):
        """Paste as the browser does: an event at what has the focus."""
        self.page.evaluate(CLIPBOARD_EVENT, ["paste", text])

    def copied(self):
        """Copy, and return what went to the clipboard."""
        return self.page.evaluate(CLIPBOARD_EVENT, ["copy", ""])

    def focused_cell(self):
        return self.page.evaluate(
            """() => {
                const root = document.querySelector(".pw-table-grid").shadowRoot;
                const cell = root.activeElement?.closest("[col-id]");
                const row = cell?.closest(".ag-row");
                return [row?.getAttribute("row-id"), cell?.getAttribute("col-id")];
            }"""
        )

    def disk(self, row):
        return rows_by("id", self.project).get(row)

    def disk_ids(self):
        return [row["id"] for row in rows(self.project)]
