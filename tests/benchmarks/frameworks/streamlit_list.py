"""The list of checkboxes in Streamlit; it is run anew at each click."""

import json
import os

import streamlit as st

LABELS = json.loads(os.environ["BENCH_LABELS"])

said = st.empty()
ticked = sum([st.checkbox(label) for label in LABELS])
said.text(f"{ticked} of {len(LABELS)}")
