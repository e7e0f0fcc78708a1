"""Extracts: records of people for sharing, recoded until nobody stands alone. Never the default: tables come first."""
