from django.db import migrations, models


class Migration(migrations.Migration):
    """Lead the index by the state: led by the version, it was taken for ranges in place of the date."""

    dependencies = [("library", "0003_practice_list_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="bestpractice", name="practice_readers"),
        migrations.AddIndex(
            model_name="bestpractice",
            index=models.Index(fields=["state", "version", "author", "owner"], name="practice_standing"),
        ),
    ]
