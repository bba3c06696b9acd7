"""A decision notes that nobody had assessed the solution; so do those that were taken before."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef


def note(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Mark the decisions that no assessment came before."""
    decisions = apps.get_model("proposals", "Decision").objects
    assessments = apps.get_model("proposals", "Assessment").objects
    before = assessments.filter(solution=OuterRef("solution"), created_at__lte=OuterRef("decided_at"))
    decisions.filter(~Exists(before)).update(is_without_assessment=True)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="is_without_assessment",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="decided without assessment"
            ),
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
