"""How long the way is, about: great-circle distance stretched to roads. Rough, and shown as "about"."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from data.domain.places import VILLAGE, town_of

EARTH_KM = 6371.0
ROAD_FACTOR = 1.35
KM_PER_HOUR = 55.0
START_MINUTES = 10
SAME_VILLAGE = 10
SAME_TOWN = 25

Position = tuple[float, float]


def about_minutes(home: str, home_at: Position | None, there: str, there_at: Position | None) -> int | None:
    """Minutes by road between two places; None when a position is unknown.

    Positions are (longitude, latitude) in degrees. Same village 10, same town 25, else great circle × 1.35
    at 55 km/h plus 10 minutes (assumptions of this project, to be replaced by measured times where known).
    """
    if home == there and len(there) == VILLAGE:
        return SAME_VILLAGE
    if town_of(home) and town_of(home) == town_of(there):
        return SAME_TOWN
    if home_at is None or there_at is None:
        return None
    return round(great_circle_km(home_at, there_at) * ROAD_FACTOR / KM_PER_HOUR * 60) + START_MINUTES


def great_circle_km(a: Position, b: Position) -> float:
    """Haversine distance of two (longitude, latitude) points on a sphere of 6,371 km."""
    (lon_a, lat_a), (lon_b, lat_b) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
