"""How near a text is to what each person writes of themselves and has handled."""

from matching.ranking.affinity.model import Affinity
from matching.ranking.affinity.past import Past, Person, Row
from matching.ranking.affinity.signals import SIGNALS, Signals
from matching.ranking.affinity.space import Space
from matching.ranking.affinity.weights import Weights

__all__ = ["SIGNALS", "Affinity", "Past", "Person", "Row", "Signals", "Space", "Weights"]
