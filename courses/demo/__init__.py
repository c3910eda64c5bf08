"""The course of the demo, as data, and its loader."""
