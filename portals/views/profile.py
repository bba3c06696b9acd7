"""The own profile."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.views.pages import FormPage
from portals.account_forms import ProfileForm
from portals.actions import accounts


class Profile(FormPage):
    """What others see of me, and how I see the platform."""

    request: Any
    form_class = ProfileForm
    template_name = "portals/me_profile.html"
    message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form whose profile it is."""
        return super().get_form_kwargs() | {"person": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Return what stands there now."""
        return {name: getattr(self.request.user, name) for name in accounts.OF_PROFILE}

    def perform(self, form: ProfileForm) -> Any:
        """Change what differs, picture included."""
        user = self.request.user
        values = {name: form.cleaned_data[name] for name in accounts.OF_PROFILE}
        accounts.change_profile(user, by=user, **values)
        upload = form.cleaned_data.get("picture")
        if upload or form.cleaned_data.get("without_picture"):
            accounts.set_picture(user, upload or None, by=user)
        return user

    def get_success_url(self) -> str:
        """Stay on the profile."""
        return reverse("portals:profile")
