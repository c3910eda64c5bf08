"""Reads, checks, localises and writes H5P packages. Plain Python: the standard library and nh3, no Django."""
