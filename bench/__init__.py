"""Measures the speed of the site: `make bench`. Everything happens on this machine and ends by itself."""
