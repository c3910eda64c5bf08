from django.core.management.base import BaseCommand

from courses.services import h5p_lrs


class Command(BaseCommand):
    help = "Sends xAPI statements on to the record store of H5P_LRS_URL, if one is set."

    def handle(self, *args, **options):
        if h5p_lrs.is_on():
            self.stdout.write(f"{h5p_lrs.forward_waiting()} statements sent")
