"""The errors of the domain are one family, so that a view can catch them all."""

from portal.core import errors


def test_every_error_of_the_domain_is_a_domain_error():
    assert issubclass(errors.NotAllowed, errors.DomainError)
    assert issubclass(errors.InvalidContent, errors.DomainError)
    assert str(errors.NotAllowed("Only moderators publish.")) == "Only moderators publish."
