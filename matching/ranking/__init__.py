"""Who should handle a question, and why."""

from matching.ranking.inputs import VET, VET_RURAL, ExpertProfile, ProblemQuery, SolvedCase
from matching.ranking.policy import Policy
from matching.ranking.ranker import Ranker
from matching.ranking.reasons import ReasonCode
from matching.ranking.results import Candidate, CaseSeen, Evidence, Facts, NotQualified, Reason, Recommendation

__all__ = [
    "VET", "VET_RURAL", "Candidate", "CaseSeen", "Evidence", "ExpertProfile", "Facts", "NotQualified", "Policy",
    "ProblemQuery", "Ranker", "Reason", "ReasonCode", "Recommendation", "SolvedCase",
]
