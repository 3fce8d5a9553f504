"""Served units: households, family farms, cooperatives, firms, village collectives."""
