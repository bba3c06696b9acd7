from django.db import migrations, models

LEVELS = ['watching', 'tracking', 'normal', 'muted']


def forget_tracking(apps, schema_editor):
    """Before the level goes, those who track are told as usual."""
    apps.get_model('forums', 'Watch').objects.filter(level='tracking').update(level='normal')


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0007_board_rights'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='watch',
            name='watch_level_known',
        ),
        migrations.AlterField(
            model_name='watch',
            name='level',
            field=models.CharField(choices=[('watching', 'Watching'), ('tracking', 'Tracking'), ('normal', 'Normal'), ('muted', 'Muted')], default='normal', max_length=10, verbose_name='tell me'),
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', LEVELS)), name='watch_level_known'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_tracking),
    ]
