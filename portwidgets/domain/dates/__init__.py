"""Days on which ports can happen: holidays, lead times, hours, and the plan made of them."""
