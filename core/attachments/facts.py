"""What can have happened to files."""

from django.utils.translation import gettext_lazy as _

from core.facts import Fact

FILE_ATTACHED = Fact("attachments.attached", _("{actor} attached a file to “{about}”"))
FILE_REMOVED = Fact("attachments.removed", _("{actor} removed a file from “{about}”"))
FILE_DESCRIBED = Fact("attachments.described", _("{actor} described a picture of “{about}”"))
