"""Pure engines: who should handle a question, and why.

Texts, numbers and dataclasses in; ranked and explained answers out.
"""
