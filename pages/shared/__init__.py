"""What more than one screen uses: state, guards, words for figures and dates, components."""
