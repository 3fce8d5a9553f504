"""The whole board at once: the best assignment under all rules, or why there is none."""

from matching.board.allocate import allocate
from matching.board.facts import Fact
from matching.board.instance import Instance, MustHave, instance_of, load_limits
from matching.board.plan import Plan
from matching.board.reading import InstanceError, read_instance
from matching.board.repairs import Repair, repaired
from matching.board.report import as_json
from matching.board.wording import fact_text, repair_text

__all__ = [
    "Fact", "Instance", "InstanceError", "MustHave", "Plan", "Repair", "allocate", "as_json", "fact_text",
    "instance_of", "load_limits", "read_instance", "repair_text", "repaired",
]
