"""The engine measured on other people's questions: who handled them, and how high did the engine place them?"""

from matching.evaluation.inputs import Case, Given, Query
from matching.evaluation.measures import measures
from matching.evaluation.run import Scored, score

__all__ = ["Case", "Given", "Query", "Scored", "measures", "score"]
