"""Projects, platforms, bases and agreements: who does what with whom, and what was promised."""
