"""Floor 7: report notebooks, the runner that makes them and the passages they are written with."""
