"""Draws the course's films from their storyboards (docs/course-films.md).

`board` and `prints` are pure and known to the tests; the rest needs the packages of the group "films".
"""
