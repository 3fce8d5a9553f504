"""What a text says: words, concepts of the lexicon, and what they mean for the desk."""

from matching.text.engine import TextEngine, load_engine
from matching.text.lexicon import Concept, Hit, Lexicon, load_lexicon
from matching.text.types import Evidence, Understanding

__all__ = ["Concept", "Evidence", "Hit", "Lexicon", "TextEngine", "Understanding", "load_engine", "load_lexicon"]
