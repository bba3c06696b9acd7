"""Who has an account at the provider, and the one client it serves."""

from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client
from django.core.management import call_command

from portals.models import User
from tests.provider.words import CLIENT, PASSWORD, PEOPLE, SECRET


def populate(return_address: str) -> None:
    """Make the tables, the people and the client."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    for email, name, verified in PEOPLE:
        user = User.objects.create_user(email, PASSWORD, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    client = Client(id=CLIENT, name="Interportal", scopes="openid\nprofile\nemail")
    client.set_secret(SECRET)
    client.set_redirect_uris([return_address])
    client.save()
