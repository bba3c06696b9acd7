"""Forms of the own account."""

from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import LongSelect
from core.notifications.models import MailChoice
from core.text.zones import zone_choices
from portals.actions.preferences import groups
from portals.form_fields import NameField
from portals.models import User


class ProfileForm(forms.Form):
    """What others see of a person, and how the person sees the platform."""

    name = NameField(help_text=_("As it stands on your badge; shown beside what you write."))
    position = forms.CharField(
        label=_("Job title"),
        max_length=150,
        required=False,
        help_text=_("Shown to members in the directory."),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("For organisers; members see it only if you say so below."),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text=_("Optional, at most 5 MB. It is made small; place and camera data are removed."),
    )
    without_picture = forms.BooleanField(label=_("Remove the picture"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of pages and mails.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        widget=LongSelect,
        help_text=_("In which times are shown to you."),
    )
    shows_contact = forms.BooleanField(label=_("Show my e-mail address and phone to members"), required=False)
    shows_presence = forms.BooleanField(
        label=_("Show others in a thread when I read or type"), required=False
    )
    holds_posts = forms.BooleanField(
        label=_("Let me take back a post for ten seconds after sending"), required=False
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not person.picture:
            del self.fields["without_picture"]
        self.fields["time_zone"].choices = zone_choices(person.time_zone)  # type: ignore[attr-defined]


class MailsForm(forms.Form):
    """How one is mailed, and about what."""

    mail = forms.ChoiceField(label=_("Mails"), choices=MailChoice, widget=forms.RadioSelect)
    wanted = forms.MultipleChoiceField(
        label=_("Mail me about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your inbox holds everything anyway."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["wanted"].choices = [(key, group_label(key)) for key in groups()]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """The address typed once more, so that nobody closes an account by a slip."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    is_sure = forms.BooleanField(label=_("I know that this cannot be undone."))

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_email(self) -> str:
        """Refuse another address than the account's."""
        email: str = self.cleaned_data["email"]
        if email.lower() != self.person.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return email


def group_label(key: str) -> str:
    """Return the word for a group of facts: the name of the kind of thing, or of the app."""
    for model in apps.get_models():
        if model._meta.model_name == key and not model.__module__.startswith(("django", "allauth")):
            return str(capfirst(model._meta.verbose_name_plural))
    known = {config.label: config.verbose_name for config in apps.get_app_configs()}
    return str(known.get(key, key.capitalize()))
