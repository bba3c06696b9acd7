from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0002_practice_is_outdated")]

    operations = [
        migrations.AddIndex(
            model_name="bestpractice",
            index=models.Index(fields=["-verified_at", "-id"], name="practice_date"),
        ),
        migrations.AddIndex(
            model_name="bestpractice",
            index=models.Index(fields=["version", "state", "author", "owner"], name="practice_readers"),
        ),
    ]
