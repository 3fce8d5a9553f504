"""Beside Streamlit: the gate, the light pages, and the routes."""
