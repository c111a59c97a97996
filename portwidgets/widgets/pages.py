"""The pages of a project.

A new page needs its name here, its title in data/texts/dashboard.toml ("page_<name>") and its
case in `page_widgets.page_widget`. Its widget is made when the page is first turned to. Its script
is fetched then too, or quietly before, once the page that was opened is drawn.
"""

PAGES = ("overview", "checklist", "numbers", "orders", "plan", "cutover", "history")
"""In the order of their tabs; the first is where a project opens."""

SCRIPTS = {
    "numbers": "number_table",
    "orders": "order_panel",
    "plan": "plan_panel",
    "cutover": "cutover_panel",
    "history": "history_panel",
}
"""The stem of a page's script and style in frontend/, unless dashboard.ts brings it along."""
