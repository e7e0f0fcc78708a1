"""Floor 6: table pages and workbooks, written from releases only."""
