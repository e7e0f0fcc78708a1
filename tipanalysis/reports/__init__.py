"""Floor 7: report notebooks and the runner that makes them."""
