"""`python -m courses.h5p`."""

import sys

from courses.h5p.cli import main

sys.exit(main())
