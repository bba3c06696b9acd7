import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LEVELS = [('watching', 'Watching'), ('tracking', 'Tracking'), ('normal', 'Normal'), ('muted', 'Muted')]


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0008_watch_levels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BoardWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=LEVELS, default='normal', max_length=10, verbose_name='tell me')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='forums.board')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'watch of a board',
                'constraints': [
                    models.UniqueConstraint(fields=('user', 'board'), name='board_watch_once'),
                    models.CheckConstraint(condition=models.Q(('level__in', ['watching', 'tracking', 'normal', 'muted'])), name='board_watch_level_known'),
                ],
            },
        ),
    ]
