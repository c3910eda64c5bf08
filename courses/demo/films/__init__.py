"""The films: `python -m courses.demo.films` draws what is out of date."""
